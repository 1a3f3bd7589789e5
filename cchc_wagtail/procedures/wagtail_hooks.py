from wagtail import hooks

from cchc_wagtail.imports.importer import HOOK

from .importers import ProcedureImporter


@hooks.register(HOOK)
def register_procedure_importer():
    return ProcedureImporter
