"""Every number with a measure word is a figure, in digits or Chinese numerals, with the value it means."""

from __future__ import annotations

import pytest

from gongkai.reading.model import FigureKind
from tests.reading.figures.texts import counted, result, values

SENTENCES = {
    "全局收到信息公开申请１２件，其中网络申请9件、信函申请3件，均已按时答复。": "12件 9件 3件",
    "税务局通过门户网站发布信息1,204条，公众号推送356条，电话答复咨询约2.3万人次。": "1204条 356条 23000人次",
    "医院公开院务信息四百二十余条，接待来访三十六批次，举办健康讲座十几场。": "420条 36批次 10场",
    "全年举办培训班两期，参训人员一百五十六人次，召开联席会议一次。": "2期 156人次 1次",
    "制定规范性文件8件、废止2件、现行有效45件。": "8件 2件 45件",
    "全州13个县（市）、126个乡镇建成公开专区139个，覆盖率达100%。": "13个 126个 139个 100%",
    "网站访问量突破1.2亿次，同比增长15.6%，较上年提高3.2个百分点。": "120000000次 15.6% 3.2个百分点",
    "罚没收入3.5亿元，收取信息处理费0元，减税降费60余万元。": "3.5亿元 0元 60万元",
    "主动公开政府信息12 件，答复申请 3件。": "12件 3件",
    "办理时限由20个工作日压缩至7至10个工作日。": "20个工作日 7-10个工作日",
    "在30日内答复，3日内登记，至少召开2次会议。": "30日 3日 2次",
    "5G基站120个，程序下载3.6万次，安装3D打印机2台。": "120个 36000次 2台",
    "三分之二以上的申请经网络提交，百分之八十五得到公开。": "66.67% 85%",
    "投入经费5.5万元，收费标准为每件10元。": "5.5万元 10元",
    "分三批公布56项清单，第一批20项，第二批16项，第三批20项。": "3批 56项 20项 16项 20项",
    "发布图解8期，视频解读12个，专家解读3篇，政策问答25条。": "8期 12个 3篇 25条",
    "发放宣传单2000余份、悬挂横幅30条，接受咨询400余人（次）。": "2000份 30条 400人",
    "制作H5作品15个，拍摄微视频20部，直播8场，观看量达150万人次。": "15个 20部 8场 1500000人次",
    "抽查政府网站12家次，第1次抽查合格率95%。": "12家次 95%",
    "自助办税终端32台，网上办理率达97.6%，减免税费4.32亿元。": "32台 97.6% 4.32亿元",
    "全院开放床位1200张，门急诊102.3万人次，公示收费项目5600余项。": "1200张 1023000人次 5600项",
    "对23个县直部门、14个乡镇(街道)开展2轮检查。": "23个 14个 2轮",
    "收到学生提交的信息公开申请一百二十三件。": "123件",
    "配备专(兼)职人员2名。": "2名",
    "发布各类信息3.2万条，日均88条。": "32000条 88条",
    "审核发布稿件3421篇次，退回修改156篇次。": "3421篇次 156篇次",
    "主动公开政府信息数2.35万条。": "23500条",
    "新建小区东苑120；西苑85套；北苑40套。": "120 85套 40套",
    "热线共接听电话4711个，回访2千余人次。": "4711个 2000人次",
    "登记市场主体二万三千户，新增专利两件。": "23000户 2件",
    "交办60件、直接答复40，办结率百分之百。": "60件 40 100%",
    "建成政务服务驿站16处，覆盖5县2区。": "16处 5县 2区",
    "共收到建议提案 128 件 ( 其中人大建议 56 件 , 政协提案 72 件 ) ，办复率 100 % 。": "128件 56件 72件 100%",
    "办结454件，其中予以公开245件，占54.0%；部分公开39件，占8.6%。": "454件 245件 54.0% 39件 8.6%",
    "公开重大项目23个、总投资45.6亿元；行政事业性收费1235.6万元。": "23个 45.6亿元 1235.6万元",
    "公告栏张贴120期、村村响广播360次、粉丝达8.6万人。": "120期 360次 86000人",
    "制作规章0件、规范性文件12件。": "0件 12件",
    "公开信息1,2345条。": "",
    "本报告由总体情况等六个部分组成，工作中还存在三个方面的不足。": "6个 3个",
}


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES.items())
def test_all_figures_of_a_sentence(sentence: str, expected: str) -> None:
    assert " ".join(values(sentence)) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "刊登文件70余篇",
        "近33条",
        "约2.3万人次",
        "培训班2期以上",
        "分值权重不低于4%",
        "超过500人",
        "逾十万份",
        "100件左右",
    ],
)
def test_words_of_estimate_make_a_figure_approximate(sentence: str) -> None:
    assert [figure.approximate for figure in counted(f"全年{sentence}。")] == [True]


def test_a_plain_count_is_exact() -> None:
    assert [figure.approximate for figure in counted("达到33条，共计5件。")] == [False, False]


def test_the_span_holds_number_and_unit_and_the_text_is_the_sentence_as_printed() -> None:
    text = "一、概述\n全年受理申请１２件。另有5条。"
    figure = counted(text)[0]
    assert text[figure.span.start : figure.span.end] == "１２件"
    assert figure.text == text[figure.sentence.start : figure.sentence.end] == "全年受理申请１２件。"


def test_dates_carry_their_day_and_document_numbers_stand_as_such() -> None:
    figures = result("根据县政办发〔2021〕32号文件，自2021年3月31日起执行，至2022年。").figures
    assert [(figure.kind, figure.date and figure.date.isoformat()) for figure in figures] == [
        (FigureKind.DOCUMENT_NUMBER, None),
        (FigureKind.DATE, "2021-03-31"),
        (FigureKind.DATE, None),
    ]


def test_er_counts_what_was_done_and_else_is_an_ordinal() -> None:
    assert values("召开新闻发布会二场，举办培训班二期。") == ["2场", "2期"]
    assert values("推进供水工程二期，落实二次供水管理，召开第二场会议，开展二次审核。") == []
