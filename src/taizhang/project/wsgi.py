"""The WSGI application that granian's workers serve."""

import os
import signal

from django.core.wsgi import get_wsgi_application

from taizhang.project.database.identity import die_with_parent

# A worker outliving granian's killed main process would hold the port.
die_with_parent(signal.SIGKILL)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.project.settings")
application = get_wsgi_application()
