import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0002_ledger_is_append_only"),
        ("organs", "0004_lent_posts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Serial",
            fields=[
                ("scope", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("last", models.PositiveBigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="CatalogueEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "part",
                    models.CharField(
                        choices=[("rules", "政府信息公开制度"), ("duties", "法定主动公开内容")],
                        default="duties",
                        max_length=8,
                    ),
                ),
                (
                    "duty",
                    models.CharField(
                        blank=True, help_text="条例第二十条、第二十一条", max_length=10, verbose_name="法定事项"
                    ),
                ),
                (
                    "field",
                    models.CharField(blank=True, help_text="基层政务公开标准目录", max_length=10, verbose_name="领域"),
                ),
                ("level1", models.CharField(max_length=100, verbose_name="一级事项")),
                ("level2", models.CharField(blank=True, max_length=100, verbose_name="二级事项")),
                ("content", models.TextField(blank=True, verbose_name="公开内容（要素）")),
                ("basis", models.TextField(blank=True, verbose_name="公开依据")),
                ("limit", models.CharField(default="publication", max_length=40, verbose_name="公开时限")),
                ("update_months", models.PositiveSmallIntegerField(null=True, verbose_name="更新周期（月）")),
                ("unit", models.CharField(blank=True, max_length=100, verbose_name="责任部门")),
                ("channels", models.JSONField(default=list, verbose_name="公开渠道和载体")),
                ("audience", models.CharField(default="everyone", max_length=16, verbose_name="公开对象")),
                ("on_request", models.BooleanField(default=False, verbose_name="依申请公开")),
                ("level", models.CharField(blank=True, max_length=10, verbose_name="公开层级")),
                ("not_involved", models.TextField(blank=True, verbose_name="未涉及的说明")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="catalogue", to="organs.organ"
                    ),
                ),
            ],
            options={
                "verbose_name": "公开事项",
                "ordering": ("organ_id", "part", "position", "id"),
            },
        ),
        migrations.CreateModel(
            name="CleanUp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200, verbose_name="名称")),
                ("as_of", models.DateField(verbose_name="清理基准日")),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="clean_ups", to="organs.organ"
                    ),
                ),
            ],
            options={
                "verbose_name": "规范性文件清理",
                "ordering": ("-as_of", "-id"),
            },
        ),
        migrations.CreateModel(
            name="DisclosureOffice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, verbose_name="机构名称")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="办公地址")),
                ("hours", models.CharField(blank=True, max_length=100, verbose_name="办公时间")),
                ("phone", models.CharField(blank=True, max_length=60, verbose_name="联系电话")),
                ("fax", models.CharField(blank=True, max_length=60, verbose_name="传真")),
                ("contact", models.CharField(blank=True, max_length=200, verbose_name="互联网联系方式")),
                ("classification", models.TextField(blank=True, verbose_name="信息的分类")),
                ("arrangement", models.TextField(blank=True, verbose_name="编排体系")),
                ("obtaining", models.TextField(blank=True, verbose_name="获取方式")),
                ("updated_on", models.DateField(null=True, verbose_name="更新日期")),
                (
                    "organ_code",
                    models.CharField(blank=True, help_text="GB 11714", max_length=10, verbose_name="组织机构代码"),
                ),
                (
                    "credit_code",
                    models.CharField(blank=True, help_text="GB 32100", max_length=18, verbose_name="统一社会信用代码"),
                ),
                ("class_code", models.CharField(blank=True, max_length=10)),
                ("unit_code", models.CharField(blank=True, max_length=10)),
                ("index_template", models.CharField(max_length=120, verbose_name="索引号格式")),
                ("extra_gates", models.JSONField(default=dict, help_text="按文件类别增加的审查关口")),
                (
                    "organ",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="disclosure_office", to="organs.organ"
                    ),
                ),
            ],
            options={
                "verbose_name": "政府信息公开工作机构",
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("plan", models.CharField(help_text="决定须经过哪些审查关口", max_length=20, verbose_name="文件类别")),
                ("created_at", models.DateTimeField()),
                ("formed_on", models.DateField(help_text="公开期限自该日起算", verbose_name="成文日期")),
                (
                    "obtained_from",
                    models.CharField(
                        choices=[("nobody", "NOBODY"), ("public", "PUBLIC"), ("organ", "ORGAN")],
                        default="nobody",
                        max_length=10,
                    ),
                ),
                ("joint", models.BooleanField(default=False, verbose_name="共同制作")),
                ("own_name_body", models.BooleanField(default=False)),
                ("special_law", models.BooleanField(default=False)),
                (
                    "responsible",
                    models.CharField(
                        choices=[
                            ("maker", "MAKER"),
                            ("lead_maker", "LEAD_MAKER"),
                            ("keeper", "KEEPER"),
                            ("maker_or_first_obtainer", "MAKER_OR_FIRST_OBTAINER"),
                            ("own_name_body", "OWN_NAME_BODY"),
                            ("named_by_law", "NAMED_BY_LAW"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "responsible_reason",
                    models.TextField(blank=True, help_text="责任机关与条例第十条的判断不一致时的理由"),
                ),
                (
                    "attribute",
                    models.CharField(
                        choices=[("active", "ACTIVE"), ("on_request", "ON_REQUEST"), ("none", "NONE")],
                        max_length=10,
                        verbose_name="公开属性",
                    ),
                ),
                ("grounds", models.JSONField(default=list, verbose_name="不予公开的理由")),
                ("reason", models.TextField(blank=True, verbose_name="说明")),
                ("third_party_consents", models.BooleanField(default=False, verbose_name="第三方同意公开")),
                ("public_interest", models.TextField(blank=True, verbose_name="公共利益理由")),
                ("limit", models.CharField(default="publication", max_length=40, verbose_name="公开期限")),
                ("duty", models.CharField(blank=True, max_length=10, verbose_name="法定主动公开内容")),
                ("channels", models.JSONField(default=list, verbose_name="公开渠道")),
                ("publish_by", models.DateField(null=True, verbose_name="应于何日前公开")),
                ("reassess_on", models.DateField(null=True, verbose_name="应于何日前重新评估")),
                ("index_number", models.CharField(max_length=80, null=True, unique=True, verbose_name="索引号")),
                ("validity", models.CharField(blank=True, max_length=12, verbose_name="有效性")),
                ("published_at", models.DateTimeField(null=True, verbose_name="首次公开时间")),
                ("archived_at", models.DateTimeField(null=True, verbose_name="归档时间")),
                (
                    "imported_key",
                    models.CharField(
                        help_text="历史导入的标识；空的是在本系统起草的", max_length=64, null=True, unique=True
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="起草人",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="documents.catalogueentry",
                        verbose_name="公开事项",
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(
                        help_text="条例第十条",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="organs.organ",
                        verbose_name="公开责任机关",
                    ),
                ),
                (
                    "partners",
                    models.ManyToManyField(
                        related_name="joint_documents", to="organs.organ", verbose_name="共同制作机关"
                    ),
                ),
            ],
            options={
                "verbose_name": "文件",
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="DeterminationRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("proposed", "起草时提出"),
                            ("reassessed", "定期评估"),
                            ("converted", "依申请转主动公开"),
                        ],
                        max_length=12,
                    ),
                ),
                ("attribute", models.CharField(max_length=10)),
                ("grounds", models.JSONField(default=list)),
                ("reason", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="determinations",
                        to="documents.document",
                    ),
                ),
            ],
            options={
                "ordering": ("document_id", "id"),
            },
        ),
        migrations.CreateModel(
            name="Consultation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("limit", models.CharField(blank=True, max_length=40, verbose_name="征集期限依据")),
                ("opens_on", models.DateField(verbose_name="开始日期")),
                ("closes_on", models.DateField(verbose_name="截止日期")),
                (
                    "short_reason",
                    models.TextField(blank=True, help_text="随公告公布", verbose_name="期限短于规定的理由"),
                ),
                ("contact", models.TextField(help_text="电话、邮箱、通信地址", verbose_name="联系方式")),
                ("feedback_by", models.DateField(verbose_name="应于何日前反馈")),
                (
                    "about",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultations",
                        to="documents.document",
                        verbose_name="拟定的文件",
                    ),
                ),
                (
                    "feedback",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feedback_on",
                        to="documents.document",
                        verbose_name="反馈公告",
                    ),
                ),
                (
                    "notice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultation",
                        to="documents.document",
                    ),
                ),
            ],
            options={
                "verbose_name": "意见征集",
            },
        ),
        migrations.CreateModel(
            name="CleanUpItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("verdict", models.CharField(blank=True, max_length=12, verbose_name="清理意见")),
                ("reason", models.TextField(blank=True, verbose_name="理由")),
                (
                    "clean_up",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="documents.cleanup"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clean_up_items",
                        to="documents.document",
                    ),
                ),
            ],
            options={
                "ordering": ("clean_up_id", "id"),
            },
        ),
        migrations.AddField(
            model_name="cleanup",
            name="result",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="clean_up",
                to="documents.document",
                verbose_name="清理结果",
            ),
        ),
    ]
