"""Names of countries and territories as Vietnamese texts write them, folded, without hyphens.

Official names, those of the news, and the international ones that people type. Names of one
syllable (Lào, Nga, Mỹ) are left out: they are Vietnamese syllables like others.
"""

_NAMES = """
a rap xe ut; a rap saudi; ac hen ti na; argentina; ac me ni a; armenia; ai cap; ai len; ireland;
ai xo len; iceland; an ba ni; albania; an gie ri; algeria; ang go la; angola; ap ga ni xtan;
afghanistan; a giec bai gian; azerbaijan; an do; ba lan; ba ranh; bahrain; bang la det; bangladesh;
be la rut; belarus; be nanh; benin; bo bien nga; bo dao nha; bo li vi a; bolivia;
bot xoa na; botswana; bra xin; brazil; bru nay; brunei; bu tan; bhutan; bun ga ri; bulgaria;
bac ma xe do ni a; bo xni a; bosnia; cam pu chia; campuchia; ca dac xtan; kazakhstan; ca mo run;
cameroon; ca na da; canada; ca ta; qatar; chi le; co lom bi a; colombia; con go; congo; co oet;
kuwait; co xta ri ca; costa rica; cro a ti a; croatia; cu ba; cu ro gu xtan; kyrgyzstan;
cong hoa sec;
cong hoa dan chu nhan dan trieu tien; trieu tien; bac trieu tien; dan mach;
dai loan; dong ti mo; ti mo le xte; e cu a do; ecuador; e ri to ri a; e xto ni a; estonia;
e ti o pi a; ethiopia; ga na; ghana; gru di a; georgia; goa te ma la; guatemala; ghi ne; guinea;
gia mai ca; jamaica; gioc da ni; jordan; ha i ti; haiti; ha lan; han quoc; hoa ky;
hong cong; hong kong; hung ga ri; hungary; hy lap; i ran; iran; i rac; iraq; i xra en; israel;
in do ne xi a; indonesia; italia; ke ni a; kenya; la oa; lat vi a; latvia; li bang; lebanon; li bi;
libya; li be ri a; liberia; lit va; litva; lich ten xtanh; luc xam bua; luxembourg; ma cao; macao;
ma da ga xca; madagascar; ma lai xi a; malaysia; ma li; ma roc; morocco; man ta; malta; man di vo;
maldives; me hi co; mexico; mi an ma; myanmar; mien dien; mo dam bic; mozambique; mong co;
mon do va; moldova; mon te ne gro; montenegro; na mi bi a; namibia; na uy; nam phi; ne pan; nepal;
ni ca ra goa; nicaragua; ni gie ri a; nigeria; niu di lan; new zealand; nhat ban; o man; oman;
o xtray li a; australia; pa ki xtan; pakistan; pa na ma; panama; pa le xtin; palestine;
pa ra goay; paraguay; pe ru; phan lan; phi ji; fiji; phi lip pin; philippines; ro ma ni; romania;
ru an da; rwanda;  xe ne gan; senegal; singapore; xinh ga po; xin ga po; slovakia; xlo va ki a;
slovenia; xlo ven ni a; xo ma li; somalia; xri lan ca; sri lanka; xu dang; sudan; xy ri; syria;
tan da ni a; tanzania; tat gi ki xtan; tajikistan; tay ban nha; thai lan; tho nhi ky; thuy dien;
thuy si; trung quoc; trung hoa; tuoc me ni xtan; turkmenistan; tuy ni di; tunisia; u crai na;
ukraine; u gan da; uganda; u do be ki xtan; uzbekistan; u ru goay; uruguay; van a tu; vanuatu;
va ti can; vatican; ve ne du e la; venezuela; viet nam; vuong quoc anh; xec bi a; serbia; y e men;
yemen; dam bi a; zambia; dim ba bu e; zimbabwe; cac tieu vuong quoc a rap thong nhat; a rap; dubai
"""
COUNTRIES = frozenset(
    tuple(name.split()) for name in _NAMES.replace("\n", " ").split(";") if name.strip()
)
LONGEST = max(map(len, COUNTRIES))
