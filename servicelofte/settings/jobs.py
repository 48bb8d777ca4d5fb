"""Celery: Redis when REDIS_URL is given, else the same tasks over a broker in files. No result backend: rows tell."""

from servicelofte.settings.environment import VAR_DIR, env

REDIS_URL = env.str("REDIS_URL", default="")
BROKER_DIR = VAR_DIR / "broker"

if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": 600,
        "socket_timeout": 5,
        "socket_connect_timeout": 1,
        "retry_policy": {"max_retries": 0},
    }
else:
    for _folder in ("queue", "processed", "control"):
        (BROKER_DIR / _folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_URL = "filesystem://"
    CELERY_BROKER_TRANSPORT = "servicelofte.common.file_broker:Transport"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR / "queue"),
        "data_folder_out": str(BROKER_DIR / "queue"),
        "control_folder": str(BROKER_DIR / "control"),
        "store_processed": False,
    }

CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "Europe/Helsinki"
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE = {
    "due-work": {"task": "jobs.run_due", "schedule": 5.0, "options": {"expires": 20}},
    "due-mail": {"task": "notices.send_due", "schedule": 10.0, "options": {"expires": 40}},
    "due-reminders": {"task": "notices.select_reminders", "schedule": 60.0, "options": {"expires": 240}},
    "seal-ledger": {"task": "projects.seal_events", "schedule": 15.0, "options": {"expires": 60}},
    "house-keeping": {"task": "jobs.keep_house", "schedule": 3600.0, "options": {"expires": 3000}},
}
