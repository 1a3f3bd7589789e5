from django.conf import settings
from django.core.checks import Warning

SMTP = "django.core.mail.backends.smtp.EmailBackend"


def check_timeout(app_configs, **kwargs):
    """Warn (W001) where a mail server that hangs holds whoever sends for ever."""
    if settings.EMAIL_BACKEND != SMTP or settings.EMAIL_TIMEOUT:
        return []
    return [
        Warning(
            "EMAIL_TIMEOUT is not set: a mail server that hangs stops all mail of this process.",
            hint="Set EMAIL_TIMEOUT = 30 (seconds).",
            id="cchc_mail.W001",
        )
    ]
