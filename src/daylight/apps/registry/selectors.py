"""What is read from the register (学籍查询): always through a viewer, always typed rows."""

from __future__ import annotations

from daylight.apps.registry.models import Staff
from daylight.apps.registry.sealing import SealBroken


def data_key_opens() -> bool:
    """Tell whether the data key at hand opens this database (数据密钥是否匹配): true of one without sealed values."""
    sealed = Staff.objects.exclude(identity_number=None).values_list("identity_number", flat=True).first()
    try:
        return sealed is None or bool(sealed.opened())
    except SealBroken:
        return False
