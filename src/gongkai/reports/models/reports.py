"""A report, its cells, figures and findings. States are assigned in ``reports.acts`` only."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongkai.kernel.models import StoredFile
from gongkai.organs.models import Organ
from gongkai.reading.model import CellStatus, FigureKind
from gongkai.statute.forms import FormId, Severity


class ReportStatus(models.TextChoices):
    """The legal life of one edition of a report."""

    IMPORTED = "imported", _("已导入，待核对")
    CONFIRMED = "confirmed", _("已核对，待发布")
    PUBLISHED = "published", _("已发布")
    WITHDRAWN = "withdrawn", _("已撤回")


class Origin(models.TextChoices):
    """Where a report comes from; pages show everything but ``imported`` as what it is."""

    IMPORTED = "imported", _("导入")
    SAMPLE = "sample", _("样例：数字取自已公开的年度报告，文字为自拟")
    SYNTHETIC = "synthetic", _("虚构演示数据")


class WithdrawalKind(models.TextChoices):
    """Why an edition is no longer (or never was) public."""

    REPLACED = "replaced", _("由新版本取代")
    INACCURATE = "inaccurate", _("内容不准确")
    NOT_PUBLIC = "not_public", _("含不应公开的内容")
    WRONG_UNIT = "wrong_unit", _("单位或年度有误")
    DISCARDED = "discarded", _("发布前作废")


def _choices(values: type[CellStatus | FigureKind | FormId | Severity]) -> list[tuple[str, str]]:
    return [(item.value, item.name) for item in values]


OPEN = (ReportStatus.IMPORTED, ReportStatus.CONFIRMED)


class Report(models.Model):
    """One edition of the annual report of an organ for a year.

    ``snapshot`` is the structure as :func:`gongkai.reading` writes it (with confirmed cells put in), from which the
    public page is drawn. Database triggers keep published and withdrawn editions as they are.
    """

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="reports")
    year = models.PositiveSmallIntegerField(_("报告年度"))
    edition = models.PositiveSmallIntegerField(_("版次"), default=1)
    statutory = models.BooleanField(default=True, help_text=_("是法定年度报告（否：其他工作报告）"))
    form = models.CharField(_("格式"), max_length=10, blank=True, choices=_choices(FormId))
    title = models.CharField(max_length=300)
    unit_name = models.CharField(max_length=100, help_text=_("报告中印出的单位名称"))
    printed_on = models.DateField(null=True, help_text=_("报告中印出的发布日期"))
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.IMPORTED)
    status = models.CharField(max_length=10, choices=ReportStatus, default=ReportStatus.IMPORTED, db_index=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)
    snapshot = models.JSONField()
    snapshot_sha256 = models.CharField(max_length=64)
    ambiguous_accepted = models.BooleanField(default=False, help_text=_("存疑单元格按“存疑”发布"))
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    imported_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal_kind = models.CharField(max_length=12, blank=True, choices=WithdrawalKind)
    withdrawal_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("-year", "organ_id", "-edition")
        verbose_name = _("年度报告")
        constraints = (
            models.UniqueConstraint(fields=("organ", "year", "statutory", "edition"), name="report_edition_once"),
            models.UniqueConstraint(
                fields=("organ", "year", "statutory"), condition=Q(status="published"), name="report_one_live"
            ),
            models.UniqueConstraint(
                fields=("organ", "year", "statutory"),
                condition=Q(status__in=("imported", "confirmed")),
                name="report_one_open",
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_at__isnull=False), name="report_published_has_time"
            ),
            models.CheckConstraint(
                condition=Q(status="withdrawn") ^ Q(withdrawal_kind=""), name="report_withdrawal_has_kind"
            ),
        )
        indexes = (
            models.Index(fields=("organ", "year"), name="report_organ_year"),
            models.Index(fields=("status", "-published_at"), name="report_latest"),
        )

    def __str__(self) -> str:
        return f"{self.unit_name} {self.year} (v{self.edition})"

    @property
    def is_open(self) -> bool:
        """Not published yet: cells may be confirmed, findings acknowledged."""
        return self.status in OPEN


class ReportCell(models.Model):
    """One cell of a statutory table; ``value`` null = blank or absent, never 0."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="cells")
    key = models.CharField(max_length=100)
    table = models.CharField(max_length=40)
    row = models.CharField(max_length=60)
    column = models.CharField(max_length=30, blank=True)
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    read_value = models.DecimalField(
        max_digits=20, decimal_places=4, null=True, help_text=_("存疑的格读出时最可能的值，确认后仍保留")
    )
    status = models.CharField(max_length=10, choices=_choices(CellStatus))
    raw = models.CharField(max_length=200, blank=True, help_text=_("印出的样子"))
    alternatives = models.JSONField(default=list, help_text=_("存疑时可能的值，以字符串或空值列出"))
    confirmed_value = models.BooleanField(default=False, help_text=_("由人确认"))
    confirmation_reason = models.TextField(blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("report", "key"), name="report_cell_once"),)
        indexes = (models.Index(fields=("key", "report"), name="report_cell_key"),)

    def __str__(self) -> str:
        return f"{self.key} = {self.value}"


class ReportFigure(models.Model):
    """One figure of the running text; offsets point into the text of the snapshot."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="figures")
    position = models.PositiveIntegerField()
    label = models.CharField(max_length=200)
    value = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    upper = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    unit = models.CharField(max_length=30, blank=True)
    kind = models.CharField(max_length=20, choices=_choices(FigureKind))
    approximate = models.BooleanField(default=False)
    text = models.TextField(help_text=_("所在分句"))
    section = models.PositiveSmallIntegerField(null=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        ordering = ("report_id", "position")
        constraints = (models.UniqueConstraint(fields=("report", "position"), name="report_figure_once"),)

    def __str__(self) -> str:
        return f"{self.label} {self.value}{self.unit}"


class FindingRecord(models.Model):
    """One finding of the check, as long as the report stands as it does."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="findings")
    position = models.PositiveIntegerField()
    rule = models.CharField(max_length=120)
    kind = models.CharField(max_length=30)
    severity = models.CharField(max_length=10, choices=_choices(Severity))
    message = models.TextField()
    hint = models.TextField(blank=True)
    expression = models.TextField(blank=True)
    arithmetic = models.TextField(blank=True)
    basis = models.CharField(max_length=300, blank=True)
    sides = models.JSONField(help_text=_("左右两边:label, value, cells, figures, quote, start, end"))
    fingerprint = models.CharField(max_length=64)
    acknowledged_reason = models.TextField(blank=True)
    acknowledged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("report_id", "position")
        verbose_name = _("问题")
        indexes = (models.Index(fields=("rule",), name="finding_rule"),)

    def __str__(self) -> str:
        return f"{self.rule}: {self.message}"
