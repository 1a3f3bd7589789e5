from collections import Counter
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cchc_wagtail.imports.importer import ImportNotPossible, importers
from cchc_wagtail.imports.mapping import UnknownColumn, parse, remembered
from cchc_wagtail.imports.models import ImportRow
from cchc_wagtail.imports.readers import UnreadableFile, head_of
from cchc_wagtail.imports.readers.heads import by_plain_name, plain
from cchc_wagtail.imports.running import run_rows, withdrawn_keys
from cchc_wagtail.imports.worker import AWAY, TURN
from cchc_wagtail.turns import one_at_a_time

SHOWN = 40
State = ImportRow.State


class Command(BaseCommand):
    help = (
        "Imports a spreadsheet (XLSX, CSV, an HTML table) or JSON records; for documents also a "
        "DOCX or PDF, or a folder of DOCX, PDF, TXT and HTML. Run again, it changes nothing; what "
        "an editor has changed since the last import is listed and not overwritten."
    )

    def add_arguments(self, parser):
        parser.add_argument("kind", help="what the file holds, for example procedures")
        parser.add_argument("file", metavar="FILE")
        parser.add_argument(
            "--dry-run", action="store_true", help="tell what would happen and change nothing"
        )
        parser.add_argument(
            "--publish",
            action="store_true",
            help="publish at once; without it, content enters the workflow as drafts",
        )
        parser.add_argument(
            "--user",
            metavar="NAME",
            help="import as this account, with its permissions; without it, the command is trusted",
        )

        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="THEIRS=OURS",
            help="what a column of the file is, for example “Mã số=ma_thu_tuc”; “Ghi chú=” leaves "
            "it out; may be given several times",
        )
        parser.add_argument(
            "--whole",
            action="store_true",
            help="the file is complete: tell how much imported before is not in it any more",
        )

        parser.add_argument(
            "--leave-hidden",
            action="store_true",
            help="leave out the rows that the spreadsheet hides or filters out",
        )

    @one_at_a_time(TURN)
    def handle(self, *, kind, file, dry_run, publish, user, map, whole, leave_hidden, **options):
        known = importers()
        if kind not in known:
            raise CommandError(
                _("“%(kind)s” cannot be imported. What can: %(known)s.")
                % {"kind": kind, "known": ", ".join(sorted(known))}
            )
        importer = known[kind]()
        path = Path(file)
        is_text = path.suffix.lower() in importer.text_endings
        if importer.text_endings and (path.is_dir() or (path.is_file() and is_text)):
            account = self._account(user, importer, publish)
            return self._import_texts(importer, path, account, dry_run)
        if not path.is_file():
            raise CommandError(_("There is no file %(file)s.") % {"file": file})
        account = self._account(user, importer, publish)
        with path.open("rb") as opened:
            try:
                importer.check()
                head = head_of(importer.source_of(opened))
                mapping = remembered(importer, head) or {}
                mapping |= parse(map, importer.columns)
                head.keys(importer.columns, mapping)
                self._point_out(head, mapping)
                outcomes = run_rows(
                    importer,
                    opened,
                    dry_run=dry_run,
                    user=account,
                    publish=publish,
                    mapping=mapping,
                    leave_hidden=leave_hidden,
                )
                self._report(importer, outcomes, head.total, dry_run, whole, **options)
            except (UnreadableFile, ImportNotPossible, UnknownColumn) as error:
                raise CommandError(str(error)) from error
            except AWAY as error:
                raise CommandError(
                    _(
                        "The database went away: %(error)s. What was imported stays; "
                        "run the command again to import the rest."
                    )
                    % {"error": str(error).strip()}
                ) from error

    def _import_texts(self, importer, path, account, dry_run):
        """Import each file of a folder, or one file, that holds a record as a text."""
        endings = {*importer.text_endings, ".txt", ".html", ".htm"}
        files = [path]
        if path.is_dir():
            found = (one for one in sorted(path.rglob("*")) if one.is_file())
            files = [one for one in found if one.suffix.lower() in endings]
        counts = Counter()
        for file in files:
            name = str(file.relative_to(path)) if path.is_dir() else file.name
            outcome = importer.import_text(
                file.name, file.read_bytes(), user=account, dry_run=dry_run
            )
            counts[outcome.state] += 1
            self.stdout.write(f"{name}: {outcome.text}")
        summary = ", ".join(f"{state.label} {counts[state]}" for state in State if counts[state])
        self.stdout.write(f"{summary}." if summary else "–")
        if dry_run:
            self.stdout.write(_("Nothing was changed."))
        if errors := counts[State.ERROR]:
            text = ngettext(
                "%(count)d file was not registered.", "%(count)d files were not registered.", errors
            )
            raise CommandError(text % {"count": errors})

    def _account(self, name, importer, publish):
        if name is None:
            return None
        users = get_user_model()
        account = users.objects.filter(**{users.USERNAME_FIELD: name}).first()
        if account is None:
            raise CommandError(_("There is no account “%(name)s”.") % {"name": name})
        if not importer.may_import(account) or (publish and not importer.may_publish(account)):
            raise CommandError(_("“%(name)s” may not do this.") % {"name": name})
        return account

    def _point_out(self, head, mapping):
        """Say, before anything is imported, what of the file is left out or hidden in it."""
        there, said = {plain(name) for name in [*head.known, *head.unknown]}, by_plain_name(mapping)
        for name in mapping:
            if plain(name) not in there:
                raise UnknownColumn(_("The file has no column “%(name)s”.") % {"name": name})
        for name, key in head.unknown.items():
            if plain(name) not in said:
                text = _("Column “%(name)s” is not known: left out.") % {"name": name}
                option = f' --map "{name}={key}"?' if key else ""
                self.stdout.write(text + option)
        for note in head.notes:
            self.stdout.write(note)

    def _report(self, importer, outcomes, total, dry_run, whole, *, verbosity=1, **options):
        counts, seen, lines = Counter(), [], 0
        for number, outcome in enumerate(outcomes, 1):
            counts[outcome.state] += 1
            seen.append(outcome.key)
            for line in self._lines(importer, outcome):
                lines += 1
                if lines <= SHOWN or verbosity > 1:
                    self.stdout.write(line)
            if verbosity and number % 100 == 0:
                self.stderr.write(f"{number}/{total}")
        if lines > SHOWN and verbosity < 2:
            hidden = {"count": lines - SHOWN}
            self.stdout.write(_("… and %(count)d more lines (--verbosity 2).") % hidden)
        if whole:
            self._tell_withdrawn(importer, withdrawn_keys(importer, seen), verbosity)
        summary = ", ".join(f"{state.label} {counts[state]}" for state in State if counts[state])
        self.stdout.write(f"{summary}." if summary else "–")
        if dry_run:
            self.stdout.write(_("Nothing was changed."))
        if errors := counts[State.ERROR]:
            text = ngettext("%(count)d row has an error.", "%(count)d rows have errors.", errors)
            raise CommandError(text % {"count": errors})

    def _tell_withdrawn(self, importer, gone, verbosity):
        if not gone:
            return
        text = ngettext(
            "%(count)d is no longer in the source and is kept here.",
            "%(count)d are no longer in the source and are kept here.",
            len(gone),
        )
        self.stdout.write(text % {"count": len(gone)})
        for one in gone if verbosity > 1 else []:
            self.stdout.write(
                f"{one['key']} {one['title']}" if importer.key_is_name else one["title"]
            )

    def _lines(self, importer, outcome):
        place = _("Row %(row)d") % {"row": outcome.number}
        if name := outcome.name(importer):
            place += f", {name}"
        for message in outcome.messages:
            yield f"{place}: {message}"
        for conflict in outcome.conflicts:
            label = importer.field_labels.get(conflict.field, conflict.field)
            text = _("an editor has changed it, and so has the source: not overwritten")
            yield f"{place}: {label}: {text}"
