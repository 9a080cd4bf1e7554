"""Makes rare-characters.ttf.br: the characters of Hanazono Mincho B above the basic plane that Noto Sans SC lacks.

    python3 make-rare-characters.py HanaMinB.ttf NotoSansSC_400Regular.ttf rare-characters.ttf.br

Needs fonttools and brotli. 500 units an em are fine for a letter's 10 points and make the file a third smaller.
"""

import io
import sys

import brotli
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

source, main, target = sys.argv[1:]
covered = TTFont(main).getBestCmap()
font = TTFont(source, recalcTimestamp=False)
wanted = [point for point in font.getBestCmap() if 0x20000 <= point <= 0x2FFFF and point not in covered]

options = subset.Options(layout_features=[], hinting=False, glyph_names=False, notdef_outline=True, name_IDs=[])
options.drop_tables += ["FFTM", "GSUB", "GPOS", "vhea", "vmtx", "BASE", "gasp", "GDEF"]
subsetter = subset.Subsetter(options)
subsetter.populate(unicodes=wanted)
subsetter.subset(font)
scale_upem(font, 500)
for place, text in ((1, "Erbao Rare Characters"), (2, "Regular"), (4, "Erbao Rare Characters"), (6, "ErbaoRareCharacters")):
    font["name"].setName(text, place, 3, 1, 0x409)

plain = io.BytesIO()
font.save(plain)
with open(target, "wb") as packed:
    packed.write(brotli.compress(plain.getvalue(), quality=11, lgwin=24))
print(f"{len(wanted)} characters, {len(plain.getvalue())} bytes, packed {packed.name}")
