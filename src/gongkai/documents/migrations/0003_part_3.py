import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import gongkai.statute.disclosure


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0002_part_2"),
        *[
            ("kernel", "0002_ledger_is_append_only"),
            ("organs", "0004_lent_posts"),
            migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ],
    ]

    operations = [
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField(help_text="第几次送审")),
                ("gate", models.CharField(max_length=24)),
                ("act", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                ("opinion", models.CharField(blank=True, max_length=40, verbose_name="结论")),
                ("reason", models.TextField(blank=True, verbose_name="意见")),
                ("checklist", models.JSONField(default=list)),
                ("text_sha256", models.CharField(max_length=64)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="documents.edition"
                    ),
                ),
                (
                    "on_behalf_of",
                    models.ForeignKey(
                        help_text="受谁委托代行",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "审查",
                "ordering": ("edition_id", "id"),
            },
        ),
        migrations.CreateModel(
            name="ScreeningItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.CharField(default="text", help_text="正文、某一项元数据或者附件", max_length=40)),
                ("rule", models.CharField(max_length=40)),
                ("severity", models.CharField(max_length=8)),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("excerpt", models.CharField(max_length=200)),
                ("message", models.TextField()),
                ("mask", models.CharField(blank=True, max_length=200)),
                (
                    "settlement",
                    models.CharField(
                        blank=True,
                        choices=[("", "未处理"), ("masked", "已遮盖"), ("excused", "保留并说明理由")],
                        max_length=8,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "attachment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="screening",
                        to="documents.attachment",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="screening", to="documents.edition"
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("edition_id", "attachment_id", "place", "start", "id"),
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                ("title", models.CharField(max_length=300)),
                ("text", models.TextField(blank=True)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="submissions", to="documents.edition"
                    ),
                ),
            ],
            options={
                "ordering": ("edition_id", "round"),
            },
        ),
        migrations.CreateModel(
            name="ValidityDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("validity", models.CharField(max_length=12, verbose_name="有效性")),
                ("on", models.DateField(verbose_name="自何日起")),
                ("basis_text", models.CharField(blank=True, max_length=300, verbose_name="依据")),
                ("at", models.DateTimeField()),
                (
                    "basis",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decides",
                        to="documents.document",
                        verbose_name="依据文件",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="validity_decisions",
                        to="documents.document",
                    ),
                ),
            ],
            options={
                "ordering": ("document_id", "on", "id"),
            },
        ),
        migrations.AddConstraint(
            model_name="catalogueentry",
            constraint=models.UniqueConstraint(
                fields=("organ", "part", "duty", "field", "level1", "level2"), name="entry_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="consultation",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes_on__gte", models.F("opens_on"))), name="consultation_closes_after_it_opens"
            ),
        ),
        migrations.AddConstraint(
            model_name="cleanupitem",
            constraint=models.UniqueConstraint(fields=("clean_up", "document"), name="clean_up_item_once"),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(fields=["state", "gate", "gate_since"], name="edition_queue"),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(fields=("document", "number"), name="edition_number_once"),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "published")), fields=("document",), name="edition_one_live"
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("draft", "in_review", "referred", "cleared", "numbered"))),
                fields=("document",),
                name="edition_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("published", "withdrawn")), ("published_at", None), _connector="XOR"),
                name="edition_published_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "withdrawn"), ("withdrawal_kind", ""), _connector="XOR"),
                name="edition_withdrawal_has_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("in_review", "referred")), ("gate", ""), _connector="XOR"),
                name="edition_gate_in_review",
            ),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                condition=models.Q(("live__isnull", False)), fields=["-published_at", "-id"], name="document_public"
            ),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                condition=models.Q(("live__isnull", False)),
                fields=["organ", "-published_at", "-id"],
                name="document_organ_public",
            ),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                condition=models.Q(("published_at", None)), fields=["organ", "publish_by"], name="document_due"
            ),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                condition=models.Q(("reassess_on__isnull", False)), fields=["reassess_on"], name="document_reassess"
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("live", None), ("attribute", gongkai.statute.disclosure.Attribute["ACTIVE"]), _connector="OR"
                ),
                name="document_live_is_active",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(("live", None), ("published_at__isnull", False), _connector="OR"),
                name="document_live_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.UniqueConstraint(fields=("edition", "name"), name="attachment_name_once"),
        ),
        migrations.AddConstraint(
            model_name="decisionrecord",
            constraint=models.UniqueConstraint(fields=("decision", "step"), name="decision_step_once"),
        ),
        migrations.AddIndex(
            model_name="posting",
            index=models.Index(fields=["channel", "on"], name="posting_channel"),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.UniqueConstraint(fields=("document", "channel", "on", "locator"), name="posting_once"),
        ),
        migrations.AddConstraint(
            model_name="receivedcall",
            constraint=models.UniqueConstraint(fields=("token", "key"), name="call_once"),
        ),
        migrations.AddConstraint(
            model_name="relation",
            constraint=models.UniqueConstraint(fields=("source", "kind", "target"), name="relation_once"),
        ),
        migrations.AddConstraint(
            model_name="relation",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", models.F("target")), _negated=True), name="relation_not_to_itself"
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.UniqueConstraint(fields=("edition", "round"), name="submission_once"),
        ),
        migrations.AddIndex(
            model_name="validitydecision",
            index=models.Index(fields=["document", "on"], name="validity_on_date"),
        ),
    ]
