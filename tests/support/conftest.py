from __future__ import annotations

from hypothesis import HealthCheck, settings

# A slow machine is no failure: nothing here is about time.
settings.register_profile("naast", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("naast")
