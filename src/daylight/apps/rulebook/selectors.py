"""What is read from the rulebook (规则库查询): installed packs, and what stands in them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from daylight.apps.rulebook.models import InstalledPack
from daylight.kernel.errors import DaylightError
from daylight.kernel.text import Text
from daylight.policy.schema import NATION, Pack, RecordKind


class PackNotInstalled(DaylightError):
    """No pack of this id is installed and active (政策包未安装)."""

    code = "rulebook.pack-not-installed"
    message = Text("政策包 {pack_id} 未安装", "The pack {pack_id} is not installed")
    remedy = Text("已安装:{installed}", "Installed: {installed}")


class NotInPack(DaylightError):
    """A pack has no item of this id (政策包中没有该条目)."""

    code = "rulebook.not-in-pack"
    message = Text("政策包中没有{zh} {item_id}", "The pack has no {en} {item_id}")
    remedy = Text("请从目录中选择。", "Choose from the list.")


class PackCopyGone(DaylightError):
    """The copy of an installed pack was removed or altered (政策包副本缺失或被改)."""

    code = "rulebook.pack-copy-gone"
    message = Text(
        "政策包 {pack_id} 的副本缺失或被改动:{folder}", "The copy of the pack {pack_id} is gone or altered: {folder}"
    )
    remedy = Text("请重新安装该政策包。", "Install the pack again.")


def installed_packs() -> list[InstalledPack]:
    """Return the active packs, the city's own before those it leans on."""
    packs = InstalledPack.objects.filter(active=True)
    return sorted(packs, key=lambda pack: (pack.org_code == NATION, pack.pack_id))


def installed_digests() -> dict[str, str]:
    """Return the digest of every active pack by its id."""
    return {pack.pack_id: pack.digest for pack in installed_packs()}


def copy_folder(pack_id: str, digest: str) -> Path:
    """Return where the installed copy of a pack lies."""
    return Path(settings.DAYLIGHT_HOME) / "packs" / f"{pack_id}-{digest[:16]}"


def _own(packs: list[InstalledPack]) -> InstalledPack:
    own = next((pack for pack in packs if pack.org_code != NATION), None)
    if own is None:
        raise PackNotInstalled(pack_id="*", installed="—")
    return own


def pack(pack_id: str | None = None) -> Pack:
    """Return an installed pack, loaded (取政策包): the city's own unless named.

    Raises
    ------
    PackNotInstalled
        Naming those that are.
    PackCopyGone
        If the installed copy was removed or altered.
    """
    packs = installed_packs()
    digests = {found.pack_id: found.digest for found in packs}
    wanted = pack_id or _own(packs).pack_id
    if wanted not in digests:
        raise PackNotInstalled(pack_id=wanted, installed=", ".join(digests) or "—")
    return loaded(wanted, digests[wanted])


@lru_cache(maxsize=16)
def loaded(pack_id: str, digest: str) -> Pack:
    """Return the pack with exactly this digest; read once a process."""
    from daylight.policy import load_pack, pack_digest

    folder = copy_folder(pack_id, digest)
    if not folder.is_dir() or pack_digest(folder) != digest:
        raise PackCopyGone(pack_id=pack_id, folder=folder)
    return load_pack(folder)


def record_kind(kind: str, pack_id: str | None = None) -> RecordKind:
    """Return a kind of record (记录种类).

    Raises
    ------
    NotInPack
    """
    for item in pack(pack_id).records:
        if item.id == kind:
            return item
    raise NotInPack(zh="记录种类", en="kind of record", item_id=kind)
