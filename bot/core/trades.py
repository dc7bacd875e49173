"""Words by which a name is that of a house, a trade or a club, and of no person. In folded text, four languages."""

#: Pieces of a pattern, joined by "|"; see :func:`bot.core.wording.any_word`.
TRADES = r"""
    \w*zaal|catering|traiteur|\w*frituur|\w*winkel|\w*centrum|tuinen|fleurs|blumen|fleuriste|florist|kapsalon|
    coiffure|coiffeur|kapper|dakwerken|schilderwerken|bouwwerken|toitures?|chauffage|sanitaire?|elektro\w*|electro|
    elektriciteit|electricite|bouw|construction|immo\w*|bakery|butchery|slagerij|boucherie|metzgerei|backerei|gartnerei|
    kwekerij|taxi\w*|rent|cars?|auto\w*|carrosserie|voyages|travel|reizen|reisen|tours?|media|design|
    digital|analytics|robotics|systems?|software|partners|associates|associes|holding|invest\w*|capital|insurance|
    verzekeringen|assurances|versicherung\w*|apotheek|opticien\w*|optics|creche|residentie|domaine|chateau|
    bibliotheek|bibliotheque|library|museum|musee|theater|theatre|eglise|parochie|paroisse|shop|store|boutique
    """
