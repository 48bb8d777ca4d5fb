"""Cookies, headers, sign-in. The demo runs over plain http; production demands TLS, `__Host-` cookies and TOTP."""

from typing import Any

from csp.constants import NONE, SELF

from servicelofte.settings.environment import PRODUCTION, env

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 10

if PRODUCTION:
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True

CSRF_FAILURE_VIEW = "servicelofte.portal.views.failure.csrf_refused"
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# Hops in front of the web process whose X-Forwarded-For and X-Forwarded-Proto are believed; 0 believes none.
TRUSTED_PROXY_HOPS = env.int("TRUSTED_PROXY_HOPS", default=0)
if PRODUCTION and TRUSTED_PROXY_HOPS > 0:
    # Without a proxy in front anybody could say that a request came over TLS.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=PRODUCTION)

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "work_home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "accounts.adapters.ClosedAccountAdapter"
SOCIALACCOUNT_ADAPTER = "accounts.adapters.ClosedSocialAccountAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.sign_in.LoginForm",
    "reset_password": "accounts.forms.sign_in.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.sign_in.ResetPasswordKeyForm",
    "change_password": "accounts.forms.sign_in.ChangePasswordForm",
    "reauthenticate": "accounts.forms.sign_in.ReauthenticateForm",
}
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
# Whoever asks for a new password has a mail sent to an address that is perhaps not theirs.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/10m/key", "reset_password": "20/h/ip,3/h/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_HOPS
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
SERVICE_NAME = "Servicelöfte"
MFA_TOTP_ISSUER = SERVICE_NAME
MFA_FORMS = {
    "authenticate": "accounts.forms.sign_in.CodeForm",
    "reauthenticate": "accounts.forms.sign_in.ReauthenticateCodeForm",
    "activate_totp": "accounts.forms.sign_in.ActivateTOTPForm",
}
OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID", default="")
OIDC_SERVER_URL = env.str("OIDC_SERVER_URL") if OIDC_CLIENT_ID else ""
SOCIALACCOUNT_PROVIDERS: dict[str, dict[str, Any]] = {"openid_connect": {"OAUTH_PKCE_ENABLED": True}}
if OIDC_CLIENT_ID:
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] = [
        {
            "provider_id": "oidc",
            "name": env.str("OIDC_PROVIDER_NAME", default="OpenID Connect"),
            "client_id": OIDC_CLIENT_ID,
            "secret": env.str("OIDC_CLIENT_SECRET"),
            "settings": {"server_url": OIDC_SERVER_URL},
        }
    ]
# Whoever finds a browser signed in does not join an account of their own to it.
SOCIALACCOUNT_REAUTHENTICATION_REQUIRED = True

# Bad input is told beside its field: these bounds stop what no form can carry.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_HANDLERS = ["servicelofte.common.uploads.NoFiles"]
