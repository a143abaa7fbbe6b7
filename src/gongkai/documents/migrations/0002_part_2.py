import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_initial"),
        *[
            ("kernel", "0002_ledger_is_append_only"),
            ("organs", "0004_lent_posts"),
            migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ],
    ]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="版次")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "起草"),
                            ("in_review", "审查中"),
                            ("referred", "已提请确定"),
                            ("cleared", "待编号"),
                            ("numbered", "待发布"),
                            ("published", "已公开"),
                            ("filed", "办结存档"),
                            ("withdrawn", "已撤下"),
                            ("discarded", "作废"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("gate", models.CharField(blank=True, max_length=24, verbose_name="当前关口")),
                ("gate_since", models.DateTimeField(null=True)),
                (
                    "change_note",
                    models.TextField(blank=True, help_text="与上一版相比改了什么、为什么", verbose_name="修改说明"),
                ),
                ("title", models.CharField(max_length=300, verbose_name="标题")),
                ("document_number", models.CharField(blank=True, max_length=60, verbose_name="发文字号")),
                ("doc_type", models.CharField(blank=True, max_length=16, verbose_name="公文种类")),
                ("genre", models.CharField(blank=True, max_length=16, verbose_name="体裁")),
                ("theme_version", models.CharField(blank=True, max_length=10)),
                ("theme", models.CharField(blank=True, max_length=8, verbose_name="主题分类")),
                ("audience", models.CharField(blank=True, max_length=16, verbose_name="服务对象")),
                ("keywords", models.JSONField(default=list, verbose_name="主题词")),
                ("summary", models.TextField(blank=True, verbose_name="内容概述")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="来源")),
                ("unit", models.CharField(blank=True, max_length=100, verbose_name="责任部门")),
                ("effective_on", models.DateField(null=True, verbose_name="施行日期")),
                ("expires_on", models.DateField(null=True, verbose_name="有效期至")),
                (
                    "body",
                    models.TextField(blank=True, help_text="清洗后的 HTML，只含可以公开的内容", verbose_name="正文"),
                ),
                ("text", models.TextField(blank=True, help_text="正文的文字，供检索、比较和检测")),
                ("text_sha256", models.CharField(blank=True, max_length=64)),
                ("drafters", models.JSONField(default=list, help_text="参与起草的账号，均不得办理审查")),
                ("saved_at", models.DateTimeField()),
                ("round", models.PositiveSmallIntegerField(default=0, verbose_name="送审次数")),
                ("submitted_at", models.DateTimeField(null=True)),
                ("published_at", models.DateTimeField(null=True)),
                ("at_once", models.BooleanField(default=False, verbose_name="紧急发布")),
                ("seen_at", models.DateTimeField(null=True, verbose_name="紧急发布后复核时间")),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawal_kind", models.CharField(blank=True, max_length=20)),
                ("withdrawal_reason", models.TextField(blank=True)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="editions", to="documents.document"
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "seen_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "版本",
                "ordering": ("document_id", "-number"),
            },
        ),
        migrations.AddField(
            model_name="document",
            name="live",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="live_of", to="documents.edition"
            ),
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("name", models.CharField(max_length=200, verbose_name="文件名")),
                ("removed", models.JSONField(default=list, verbose_name="已清除的隐藏信息")),
                ("text", models.TextField(blank=True)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.storedfile"
                    ),
                ),
                (
                    "original",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.storedfile"
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attachments", to="documents.edition"
                    ),
                ),
            ],
            options={
                "ordering": ("position", "id"),
            },
        ),
        migrations.CreateModel(
            name="HandOver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("receiver", models.CharField(max_length=100, verbose_name="接收单位")),
                ("made_on", models.DateField(verbose_name="移送日期")),
                ("receipt_on", models.DateField(null=True, verbose_name="签收日期")),
                ("receipt_note", models.CharField(blank=True, max_length=200, verbose_name="签收说明")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("documents", models.ManyToManyField(related_name="hand_overs", to="documents.document")),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="hand_overs", to="organs.organ"
                    ),
                ),
            ],
            options={
                "verbose_name": "移送清单",
                "ordering": ("-made_on", "-id"),
            },
        ),
        migrations.CreateModel(
            name="InterpretationPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("forms", models.JSONField(default=list, verbose_name="解读形式")),
                ("channels", models.JSONField(default=list, verbose_name="解读途径")),
                ("planned_on", models.DateField(null=True, verbose_name="解读时间")),
                ("outline", models.TextField(blank=True, verbose_name="解读提纲")),
                (
                    "interpreter",
                    models.CharField(
                        blank=True, help_text="起草部门负责人是第一解读人", max_length=60, verbose_name="解读人"
                    ),
                ),
                ("not_needed_reason", models.TextField(blank=True, verbose_name="不作解读的理由")),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="interpretation_plan",
                        to="documents.document",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MajorDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200, verbose_name="决策事项")),
                ("kind", models.CharField(max_length=12, verbose_name="类别")),
                ("started_on", models.DateField(verbose_name="启动日期")),
                (
                    "document",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="major_decision",
                        to="documents.document",
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="major_decisions", to="organs.organ"
                    ),
                ),
            ],
            options={
                "verbose_name": "重大行政决策",
                "ordering": ("-started_on", "-id"),
            },
        ),
        migrations.CreateModel(
            name="DecisionRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("step", models.CharField(max_length=16)),
                ("done", models.BooleanField()),
                ("on", models.DateField()),
                ("note", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.storedfile"
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="documents.majordecision",
                    ),
                ),
            ],
            options={
                "ordering": ("decision_id", "on", "id"),
            },
        ),
        migrations.CreateModel(
            name="Opinion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("web", "网上"),
                            ("mail", "信函"),
                            ("email", "电子邮件"),
                            ("phone", "电话"),
                            ("hearing", "听证会、座谈会"),
                        ],
                        max_length=8,
                    ),
                ),
                ("received_at", models.DateTimeField()),
                ("name", models.CharField(blank=True, max_length=100, verbose_name="姓名或者单位")),
                ("contact", models.CharField(blank=True, max_length=200, verbose_name="联系方式")),
                ("body", models.TextField(verbose_name="意见")),
                ("token", models.CharField(help_text="同一次提交只记一次", max_length=64, null=True, unique=True)),
                (
                    "showing",
                    models.CharField(
                        choices=[("waiting", "待审核"), ("shown", "公开显示"), ("hidden", "不公开显示")],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("hidden_reason", models.CharField(blank=True, max_length=200)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "未答复"),
                            ("adopted", "采纳"),
                            ("partly", "部分采纳"),
                            ("not_adopted", "未采纳"),
                        ],
                        max_length=12,
                        verbose_name="处理结果",
                    ),
                ),
                ("answer", models.TextField(blank=True, verbose_name="理由")),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinions",
                        to="documents.consultation",
                    ),
                ),
            ],
            options={
                "verbose_name": "公众意见",
                "ordering": ("consultation_id", "id"),
            },
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("channel", models.CharField(max_length=12, verbose_name="渠道")),
                ("on", models.DateField(verbose_name="日期")),
                (
                    "locator",
                    models.CharField(blank=True, help_text="网址、期号或者版面", max_length=300, verbose_name="位置"),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="postings", to="documents.document"
                    ),
                ),
            ],
            options={
                "ordering": ("document_id", "on", "id"),
            },
        ),
        migrations.CreateModel(
            name="ReceivedCall",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=100)),
                ("body_sha256", models.CharField(max_length=64)),
                ("answer", models.JSONField()),
                ("at", models.DateTimeField()),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="received_by", to="documents.document"
                    ),
                ),
                (
                    "token",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="calls", to="organs.apitoken"
                    ),
                ),
            ],
            options={
                "verbose_name": "接口来文",
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="Relation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=12)),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="relations", to="documents.document"
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inverse_relations",
                        to="documents.document",
                    ),
                ),
            ],
            options={
                "ordering": ("source_id", "kind", "target_id"),
            },
        ),
        migrations.CreateModel(
            name="RestrictedText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("body", models.TextField()),
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="restricted", to="documents.edition"
                    ),
                ),
            ],
        ),
    ]
