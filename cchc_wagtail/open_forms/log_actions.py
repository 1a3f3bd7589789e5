from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

#: The steps that everything takes that was sent: name → what is done, and what was done.
COMMON = {
    "open": (_("Open"), _("Opened, with the personal data")),
    "call": (_("Call"), _("Sender called")),
    "forget": (_("Remove personal data"), _("Personal data removed")),
}


def register_steps(actions, model, steps):
    """Register in ``actions`` how the history tells of the ``steps`` of a ``Submission``.

    ``steps`` are as ``COMMON``, which are registered too.
    """
    for name, (label, message) in {**COMMON, **steps}.items():
        action = f"cchc.{model._meta.model_name}.{name}"
        actions.register_action(action)(_formatter(label, message))


def _formatter(action_label, action_message):
    class StepFormatter(LogFormatter):
        label = action_label

        def format_message(self, log_entry):
            return action_message % log_entry.data if log_entry.data else action_message

    return StepFormatter
