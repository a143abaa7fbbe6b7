"""Where the report begins and ends among the furniture of its page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.reading.structure.lines import Line

_TAIL = re.compile(
    r"打印(?:本页|此页|页面)|^\[?【?打印】?|关闭(?:本页|窗口)|分享到|扫一扫|二维码|上一[篇条]|下一[篇条]|返回(?:顶部|首页)|相关(?:链接|文档|信息|文章|新闻|稿件|阅读|附件)"
    r"|友情链接|网站地图|站点地图|关于我们|联系我们|版权所有|版权声明|网站声明|隐私|ICP备|ICP证|公网安备|网安备|网站标识码|技术支持|^主办(?:单位)?:|^承办(?:单位)?:"
    r"|您是第.{0,12}位|访问量|^责任编辑|^编辑:|^\(?责编|收藏本?页|加入收藏|设为首页|^Baidu$|^map$|^百度|高德地图|腾讯地图|字体大小|建议使用.{0,20}浏览器"
    r"|Copyright|©|Powered by|^附件下载|政府网站找错|无障碍|^TOP$|^分享$|^收藏$",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(r"[一-鿿\w,、:(“《]$")
_LONG_LINE = 60  # characters; a shorter last line without a full stop may be a heading or a remark


def end_of_report(lines: Sequence[Line], after: int) -> int:
    """End of the last line before the page's own words begin; these are only looked for behind ``after``."""
    end = after
    for line in lines:
        if line.start < after:
            continue
        if _TAIL.search(line.text) and len(line.text) < 2 * _LONG_LINE:
            break
        end = line.end
    return end


def breaks_off(lines: Sequence[Line]) -> bool:
    """Whether the last line of running text stops in the middle of a sentence."""
    last = next((line for line in reversed(lines) if not line.in_grid), None)
    return last is not None and len(last.text) > _LONG_LINE and bool(_UNFINISHED.search(last.text))
