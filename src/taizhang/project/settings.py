"""Django's settings, read once from the environment (see `environment.VARIABLES`)."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from whitenoise.compress import Compressor

from taizhang.project.database import ClusterPaths, connection_settings
from taizhang.project.environment import read_environment
from taizhang.project.logs import logging_settings
from taizhang.project.outgoing import read_mail_server, read_site_url, read_webhook
from taizhang.project.secret_key import read_or_create_secret_key

_env = read_environment()
_source = Path(__file__).resolve().parent.parent

# Where everything is kept
DATA = _env.folder("TAIZHANG_DATA", "var")
CLUSTER = ClusterPaths(DATA)
DATABASE_URL = _env.text("DATABASE_URL")
DATABASES = {"default": connection_settings(DATABASE_URL, CLUSTER)}
MEDIA_ROOT = DATA / "files"
TEXT_ROOT = DATA / "texts"  # of files that wait for their reading: no part of a backup
PICTURE_ROOT = DATA / "pictures"  # drawn again when missing: no part of a backup
BACKUP_ROOT = DATA / "backup"
LOG_ROOT = DATA / "log"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# What the product is made of: rooms from the lowest to the highest
ROOMS = (
    "taizhang.accounts",
    "taizhang.organisations",
    "taizhang.messages",
    "taizhang.documents",
    "taizhang.ledger",
    "taizhang.indicators",
    "taizhang.supervision",
    "taizhang.assessments",
    "taizhang.reporting",
)
INSTALLED_APPS = [
    "taizhang.project",
    *ROOMS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_filters",
    "django_htmx",
    "axes",
    "csp",
    "ninja",
    "procrastinate.contrib.django",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "taizhang.project.frame_errors.RequestLimitMiddleware",
    "csp.middleware.CSPMiddleware",  # before whitenoise, so that static files carry it too
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "taizhang.project.language.FirstLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "taizhang.accounts.middleware.TemporaryPasswordMiddleware",
    "taizhang.organisations.middleware.KeepAnswersMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "taizhang.project.first_steps.FirstStepsMiddleware",
    "axes.middleware.AxesMiddleware",  # last: it answers locked-out log-ins
]
ROOT_URLCONF = "taizhang.project.urls"
WSGI_APPLICATION = "taizhang.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "taizhang.project.frame.show_frame",
            ],
        },
    }
]

# Whom it serves
TAIZHANG_CITY = _env.text("TAIZHANG_CITY")

# Who may come in
DEBUG = _env.flag("TAIZHANG_DEBUG", default=False)
SECRET_KEY = _env.secret("TAIZHANG_SECRET_KEY") or read_or_create_secret_key(DATA)
ALLOWED_HOSTS = _env.names("TAIZHANG_ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": name}
    for name in (
        "taizhang.accounts.passwords.LengthValidator",
        "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "django.contrib.auth.password_validation.CommonPasswordValidator",
        "django.contrib.auth.password_validation.NumericPasswordValidator",
    )
]
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "accounts:login"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "taizhang.accounts.views.session.answer_locked_out"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # one person's slips lock nobody else out

HTTPS = _env.flag("TAIZHANG_HTTPS", default=False)
SESSION_COOKIE_AGE = 12 * 3600  # a long working day
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "taizhang.project.frame_errors.answer_forged"
CSRF_TRUSTED_ORIGINS = [
    f"https://{host.replace('.', '*.', 1) if host.startswith('.') else host}"
    for host in ALLOWED_HOSTS
    if HTTPS
]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# What may be sent
UPLOAD_LIMIT_BYTES = _env.integer("TAIZHANG_UPLOAD_LIMIT_MB", 20, least=1, most=1024) * 2**20
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # the review page of a long document is one form

# What goes out once a day, and where to
DIGEST_HOUR = _env.integer("TAIZHANG_DIGEST_HOUR", 8, least=0, most=23)
MAIL_SERVER = read_mail_server(_env)
WEBHOOK = read_webhook(_env)
SITE_URL = read_site_url(_env, needed=bool(MAIL_SERVER or WEBHOOK))

# How it is served
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
# Pressed anew at every start: not what is pressed already, nor maps that only developers open.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
WHITENOISE_KEEP_ONLY_HASHED_FILES = (
    True  # pages name files by their contents, nobody asks for others
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WORKERS = _env.integer("TAIZHANG_WORKERS", 2, least=1, most=64)
LOGGING = logging_settings(
    LOG_ROOT, _env.choice("TAIZHANG_LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))
)

# How it speaks
LANGUAGE_CODE = "zh-hans"  # of the msgids
FIRST_LANGUAGE = _env.choice("TAIZHANG_LANGUAGE", "zh-hans", ("zh-hans", "en"))
LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("英文"))]
LOCALE_PATHS = [_source / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
