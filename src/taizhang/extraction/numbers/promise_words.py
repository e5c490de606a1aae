"""Promise words (承诺用语): the patterns by which a quantity is judged."""

from __future__ import annotations

import re

from ..vocabulary import alternation, words

VERB = re.compile(rf"(?:{alternation('targets', 'commit_verbs')})(?!的)")
WEAK = re.compile(
    rf"(?:{alternation('targets', 'weak_verbs')})(?!(?<=推动)$|"
    r"(?<=利用)(?:外资|率|量|面积|总量|规模)|"
    r"(?<=监测)(?:点|站|断面|井|网|覆盖)|(?<=执行)率|(?<=落实)率|(?<=规划)(?:面积|用地|建筑)|"
    r"(?<=对)[接外口]|(?<=含)[量水]|(?<=涉及)面|(?<=参加)(?:人数|率))"
)
SUBSIDY = re.compile(rf"(?:{alternation('targets', 'subsidy_words')})(?![性率])")
RULE = re.compile(alternation("targets", "rule_words"))
FUNDED = re.compile(r"(?:安排|预算(?!收入|支出)|拨付|下达|列支|拨款|下拨)(?!.*投资)[^,;。]{0,24}$")
CONDITION_OPENS = re.compile(r"(?:对|凡|符合|针对|属于)")
HARD_CAP = re.compile(r"最高|上限|封顶|额度(?<!债额度)(?<!债券额度)|限额(?!以上|以下)|额不超过")
RAISED = re.compile(r"(?:提高|提升|提标|增加|上调)[到至][每人户月年·/]*$")
PER_MONEY = re.compile(r"单[笔户个家次项]|每[家户人笔项位亩月]")
CONDITION = re.compile(
    r"(?:\(\d+\)|[①-⑳]|其中,?)?(?:对|凡|符合|获得|首次|按|经认定|根据|参加|入选|毕业)"
)
REACHING = re.compile(
    r"(?:达到|达|完成|实现|控制在|稳定在|保持在|提高|提升|增长|增加|降低|下降|减少|不低于|不少于)[^,;。]{0,14}$"
)
HELD = re.compile("(?:保持|达到|实现|确保|维持)$")
AT_RATE = re.compile(r"(?:按照?|以)不(?:得)?(?:超过|高于|低于|少于)")
QUOTES = re.compile(r"[“\"《][^“”\"《》]{1,16}[”\"》]")
TELLING = r"其中|即|含|包括|包含|确保|力争|不低于|不少于|\w{0,4}任务:|\w{0,4}目标:"
TELLS = re.compile(TELLING)
BRACKETS = re.compile(rf"\((?!{TELLING})[^()]{{0,200}}\)")
TOLD = re.compile(rf"\((?:{TELLING})[^()]{{0,200}}\)")
ORDINAL = re.compile(r"(?:第|前|每|达成|满|届|\+|×|附件|表|图)$")
PHYSICAL = frozenset(words("targets", "physical_units"))
DESCRIBED = re.compile(r"[^,;。]{0,24}的")
NOUN_BEHIND = re.compile(r"的[\u4e00-\u9fff]|(?<=以下|及下)(?:\([^()]{0,12}\)的?)?[\u4e00-\u9fff]")
NEXT_PART = re.compile(r"[,;](?!给予|奖励|补|每)")
PART_OF = re.compile(
    r"的$|(?:按|(?<!可)以(?![上下内来])|占(?!比|[^,;。]{0,30}(?:比[重例]|份额)))[^,;。]{0,30}$"
)
CLOSED = re.compile(r"[,;。、!(\n]|$")
ENDS = re.compile(r"[,;。!(\n]|$")
SCOPE = re.compile(
    r"(?:[全各本我该这那每其原现旧同共][国省市县区州盟旗镇乡村地校院]?|[的等个之及和与或、]|上述|前述|以下|下列|以上|部门|单位|[省市县区州盟旗])$"
)
DIMENSION = re.compile(
    r"(?:重点|主要|关键)?(?:方面|环节|领域|阶段|层面|层级|维度|步骤|方式|途径|渠道|类别|类型|部门|单位|地市|设区市|市州|[县市区]{2,3}|省份|[省市县区州镇乡村](?![\u4e00-\u9fff])|[\u4e00-\u9fff]{0,14}?(?:指标|实事|任务|事项)|文件|原则|问题|要素|要点|指标|子项目)"
)
ADDED_UP = re.compile(r"(?:共|共计|合计|总计|总共)$")
BY = re.compile(r"[从由对按以]$|按照$")
LIVED = re.compile(r"(?:寿命|年龄)[^,;。]{0,8}$")
FOR = re.compile(r"(?<!作)(?<!因)为$")
SERVED = re.compile(r"[^,;。、]{3}")
IS_GOAL = re.compile("的(?:目标|要求|水平|比例)")
AIMED = re.compile(
    r"(?:(?<![面针应相核])对|为|给|将|把)(?:[全本][国省市州盟县区旗镇乡])?[^,;。、:对为将把]{0,12}$"
)
AIMED_BEFORE = re.compile("[对为给将把](?<![面针应相核][对为给将把])")
NOUN = re.compile("[\u4e00-\u9fff]")
OF_THING = re.compile("(?<=以上)的(?!目标|任务|规模|水平|增长)[\u4e00-\u9fff]")
OF_PROJECT = re.compile("[\u4e00-\u9fff]{0,4}?(?:项目|企业)(?!投资|资金|贷款|融资|拖欠)")
WHEN = re.compile(r"时(?!间)|即可|的(?:[,;。、\n]|$|为|应|须|由|可|予以|给予)")
WATCHING = "监测|监控|监管|调度|考核|管理|跟踪|通报|检查|分解|公示|公布|梳理|细化|分工"
WORKED_ON = re.compile(
    rf"[^,;。]{{0,60}}?(?:进行(?!.{{0,4}}(?:{WATCHING}))|开展|实施|提供|免费|改造|维修|整治|加固|培训|救助|帮扶|纳入)"
)
BUS_LINE = re.compile(r"(?:[、和及与]夜?\d{1,3}路)*(?:公交|、|线|和)")
MADE_OF = re.compile("[制式]")
HURT = re.compile(r"(?:直接经济损失|死亡|伤亡|重伤|受伤|遇难|失踪)$")
CONTENTS = re.compile(r"[\u4e00-\u9fff]{0,4}?(?:政策|措施|举措|意见|规定|建议)")
PLANT = frozenset(["吨", "蒸吨", "千瓦", "兆瓦", "吉瓦", "千伏安", "万千瓦"])
NEW = re.compile("新增|新建|建成|投产|完成|达到|实现|形成|新开工|并网|开工")
YEARLY_OUTPUT = re.compile(r"[年日](?:产|处理)$")
PROJECT = re.compile(
    r"(?:[^\d,;。、的]{0,16}?|[^,;。\n]{1,80}?等[^,;。、]{0,6}?)(?:产业集群|项目|码头|泊位|船闸|高炉|处理厂|水厂|电站|机组|生产线|装置|基地)"
)
STATED = re.compile(r"力争|确保")
ADDRESSED = re.compile(
    r"[^,;。、\d]{0,16}(?:[市县区州镇乡村]|街道|单位|部门|企业)(?:要|应当?|须|必须)(?![求素点件闻])"
)
PLACES = re.compile(r"县|市|区|乡|镇|街道|社区|行政村|村")
TOWARDS = re.compile(r"[向在把将为]$")
REACHES = re.compile(
    r"(?:达到|达|(?:分别|均|目标|[率量数值度比额积])为|[高升加增减低降少大][到至]|[持定制]在)$"
)
ASPECT = re.compile(
    r"(?:重点|主要|关键|不同)?(?:[\u4e00-\u9fff]{0,4}指标|方面|环节|领域|层面|层级|维度|步骤|方式|途径|渠道|类别|阶段|原则|问题)"
)
SUM = re.compile(r"等$")
LISTED_TASKS = re.compile(r"(?:实事|任务|事项|项目|工程|工作|清单)(?:共|共计|分别)?$")
HAS = re.compile(r"(?:有|建|设)$")
DONE = re.compile(r"达标|覆盖|签订|实现|完成|达到|建成|就业")
FROM = re.compile(r"[由从][^,;。、]{0,6}$")
TO = re.compile(
    "(?:左右)?(?:提高|提升|增加|增长|上升|扩大|下降|降低|减少|压缩|缩短|降|增|升)[到至为]"
)
STOP = re.compile("[,;。:|]")
MONEY = frozenset(["元", "美元", "欧元", "港元", "日元"])
SHARES = frozenset(["%", "‰", "个百分点", "番"])
LISTED = 24
REACHED = re.compile("新增|完成|实现|力争|达到")
SIZE = re.compile(
    r"(?:总?建筑面积|总?用地面积|[全总]长|总投资额?|计划投资|概算投资|占地|占地面积|注册资本|装机容量|权重|分值)(?:约|达|为)?$"
)
INVESTED = re.compile(
    r"(?:该?项目|该?工程)?(?:(?:预计|概算|估算)总?投资|总?投资(?:概算|估算|预计|预算))(?:约|为)?$"
)
THAN = re.compile(r"比(?:19|20)\d\d年的[^,;。降减提增下压节]{0,24}$")
EACH_BRINGS = re.compile("[\u4e00-\u9fff]{0,4}?(?:平均)?带动")
LENT = re.compile("(?:发放|投放|新增)[^,;。]{0,16}贷款$")
SIZED = re.compile("(?:容积|面积|建筑面积|长|宽|高|深|厚|直径|口径|库容|容量|规模)的")
HEADCOUNT = re.compile("(?:存栏|出栏|饲养|养殖|容纳|床位|常住)$")
COSTS = re.compile(
    r"(?:预计|共|约|总共|合计)?(?:需要?|所需|共需)(?:要|投入|安排)?(?:资金|费用|经费|投资)?(?:约|共|共计|为)?$|"
    r"(?:定额|单价|造价)(?:约|为)?$"
)
NEAR = 6
JOINTS = frozenset("和与及")
VOLUME = 10**8
EXTENT = re.compile(
    r"[之以]?内?的?(?:范围|半径|区域|[^,;。、]{0,2}坡地)|[之以]内的?(?:区域|地区|范围)"
)
FRAME = 44  # characters behind a number in which 基础上 or 为重点 closes what opened before it
WITHIN = re.compile("在[^,;。]{0,40}$")
BY_THIS = re.compile("以(?<![可予加足得给用]以)(?![上下内来及前后外])[^,;。]{0,50}$")
AS = re.compile(
    r"[^,;。]{0,30}为(?:[^,;。]{0,4}(?:引领|重点|核心|中心|依托|载体|抓手|示范|支撑|主体|龙头|代表|基础|骨干|纽带|突破口|主(?![要营管])|主线|契机|牵引|单元|平台|样板|试点))"
)
STANDARD = re.compile(r"(?:按照?|依照|遵循)[^,;。]{0,40}$")
AS_STANDARD = re.compile(
    r"[^,;。]{0,12}?(?:的)?(?:标准|要求|比例|规格|规范|频次|密度|模式|原则|思路|定额)"
)
WINDOW = 160
