"""Sound lines in many scripts, and the ways in which tests damage them."""

from __future__ import annotations

from db.repair.pairs import PAIRS

READ_AS = {pair.read_as: pair for pair in PAIRS}
"""Every pair of encodings by the name of what UTF-8 was read as."""

SOUND = {
    "fr": "Où est l’élève ? Le chef-d’œuvre a coûté 4 000 € à l’État : « déjà trop », dit-il…",
    "da": "Meijer tilføjede, at han planlægger at bygge på åen; ÆØÅ og “forsøg”.",
    "de": "Größere Straßen über Öl – „Übermäßig schöne Grüße“, sagte er. § 5, 20 °C, 3 m².",
    "es": "¿Qué pasó? El niño comió 1.º de mayo ¡piñas! «Así es», decía.",
    "pt": "A MANHÃ DO PAÍS: não há opção, às vezes «MAÇÃ» é só maçã.",
    "it": "Perché è così? La città è più bella: «là, già»; l’università.",
    "ca": "L’escola és aquí: col·legi, raó, això, cançó, «què».",
    "pl": "Zażółć gęślą jaźń. „Książę” ŁÓDŹ, PÓŁŻYWY, źdźbło, więź, być może.",
    "cs": "Příliš žluťoučký kůň úpěl ďábelské ódy; ŽIŽKŮV KŮŇ, ŠÁŠA.",
    "ro bare": "Un câine, o pâine, mâine la râu: câine, pâine, mâine.",
    "ro": "Țara și pâinea: ÎNTR-O PĂȘUNE CÂȘTIGĂ câinele; „mâine”, însă așa e.",
    "hu": "Árvíztűrő tükörfúrógép, ŐSZ ŰR; „hűség”, „bőség”.",
    "tr": "İstanbul’da çığ düştü; ŞIK ĞAZ, ağaç, kâğıt, TÜRKİYE’NİN.",
    "vi": "Điều 1: Tất cả mọi người sinh ra đều được tự do; ĐƯỜNG VỀ QUÊ HƯƠNG.",
    "is": "Ísland er fagurt; ÞAÐ ER ÆÐI, maður sér fjörðinn.",
    "ga": "Na hÉireann, i nÉirinn agus tÉ: SAOIRSE NA hÉIREANN.",
    "lv": "Visi cilvēki piedzimst brīvi; ĢĒRBONIS ŅEM ĶĒDI.",
    "cy": "Mae’r tŷ â phob dim; ymuno â hwy, gŵyl.",
    "el": "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι· ΤΑ ΔΙΚΑΙΏΜΑΤΑ.",
    "ru": "Все люди рождаются свободными — «и равными»; ПРЕАМБУЛА, объём.",
    "uk": "Всі люди народжуються вільними; ҐАНОК, Їжак, м’яч.",
    "zh": "人人生而自由，在尊严和权利上一律平等。《世界人权宣言》：“第一条”。",
    "ja": "すべての人間は、生まれながらにして自由であり、「尊厳」と権利とについて平等である。",
    "ko": "모든 인간은 태어날 때부터 자유로우며, 그 존엄과 권리에 있어 동등하다.",
    "ar": "يولد جميع الناس أحرارًا متساوين في الكرامة والحقوق، وقد وهبوا عقلاً.",
    "he": "כל בני אדם נולדו בני חורין ושווים בערכם ובזכויותיהם.",
    "hi": "सभी मनुष्यों को गौरव और अधिकारों के मामले में जन्मजात स्वतन्त्रता।",
    "th": "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกัน",
    "signs": "Ångström: 10 Å², Ø 40 mm ± 0,5 µm; Nokia® É© 50 £/€ — a²+b²; “x” √2 ≈ 1,41.",
    "emoji": "👍🏽 fine, naïve café – 🇩🇰🇫🇷 ❤️ ½ cup… iPhone™ ‘ok’",
    "left": "L'Oréal: l'exécuter, la révolution; Patrick Bélanger; référence.",
}
"""A line of sound text in each script and style that has set such a repair wrong."""

WHOLE = [
    text
    for language, text in SOUND.items()
    if language not in {"signs", "emoji", "cy", "ga", "left", "el", "ro bare"}
]
"""Those that a repair can be held to: enough letters beyond ASCII, and no signs that mislead."""

FRENCH = [
    "L’argent seul ne garantit pas le succès : l’élève a dépassé le maître.",
    "Ces départs s’ajoutent à une série d’exodes où l’État paraît gêné.",
    "Le plus inquiétant : « à côté » de la sécurité, la créativité même s’éteint.",
    "Il a déjà goûté à ces recettes, bientôt plutôt chères, qu’il aurait inventées.",
]
"""Ordinary French with what damage strikes: accents, apostrophes, guillemets."""

LOST = dict.fromkeys(range(0x80, 0xA1))
"""What is often dropped: the control characters U+0080 to U+009F and the no-break space."""


def damaged(text: str, read_as: str, *, is_lossy: bool = False, times: int = 1) -> str:
    """A text whose UTF-8 was read as something else, so many times over."""
    for _ in range(times):
        text = READ_AS[read_as].damage(text)
    return text.translate(LOST) if is_lossy else text
