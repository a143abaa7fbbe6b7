"""What the footer and the meta tags say about the site (网站标识): ``GONGKAI_SITE`` in the environment, as JSON."""

from __future__ import annotations

from dataclasses import dataclass, fields

from django.conf import settings


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """Facts that 国办发〔2017〕47号 wants on every page. An empty string is not printed."""

    name: str = "政府信息公开"
    tagline: str = "查文件、提意见、核对年度报告"
    domain: str = ""
    id_code: str = ""  # 网站标识码, ten digits
    organizer: str = ""  # 主办单位
    operator: str = ""  # 承办单位
    contact: str = ""  # 联系方式
    icp: str = ""  # ICP备案编号
    police_record: str = ""  # 公安机关备案编号

    @property
    def marks(self) -> list[tuple[str, str]]:
        """The footer lines that are set, as (label, value)."""
        lines = [
            ("主办单位", self.organizer),
            ("承办单位", self.operator),
            ("联系方式", self.contact),
            ("网站标识码", self.id_code),
            ("ICP备案编号", self.icp),
            ("公安备案编号", self.police_record),
        ]
        return [(label, value) for label, value in lines if value]


def site_facts() -> SiteFacts:
    """The facts from ``settings.GONGKAI_SITE``; unknown keys raise :class:`TypeError` naming them."""
    given: dict[str, str] = settings.GONGKAI_SITE
    unknown = set(given) - {field.name for field in fields(SiteFacts)}
    if unknown:
        raise TypeError(f"GONGKAI_SITE: unknown keys {sorted(unknown)}")
    return SiteFacts(**given)
