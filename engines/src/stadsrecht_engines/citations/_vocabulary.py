"""The small words of three languages that make a reference: folded, so without case and accents."""


def words_in(text: str) -> frozenset[str]:
    """The words of a line, for the tables below and those of the neighbours."""
    return frozenset(text.split())


ARTICLE = {
    "artikel": "nl", "artikelen": "nl", "artikels": "nl", "artikeln": "nl", "article": "", "articles": "", "art": "",
    "arts": "en", "artt": "nl",
}  # fmt: skip
GOAL = {
    "doel": "nl", "doelen": "nl", "doelstelling": "nl", "doelstellingen": "nl", "subdoel": "nl", "subdoelen": "nl",
    "target": "", "targets": "", "goal": "en", "goals": "en", "subgoal": "en", "subgoals": "en",
    "cible": "fr", "cibles": "fr", "objectif": "fr", "objectifs": "fr", "indicator": "", "indicators": "en",
    "indicateur": "fr", "indicateurs": "fr", "indicatoren": "nl",
}  # fmt: skip
GOAL_SINGULARS = words_in(
    "doel goal objectif target ontwikkelingsdoel ontwikkelingsdoelstelling werelddoel developpement"
)
RIGHT = {"recht": "nl", "rechten": "nl", "right": "en", "rights": "en", "droit": "fr", "droits": "fr"}
PRINCIPLE = {
    "beginsel": "nl", "beginselen": "nl", "principe": "", "principes": "", "principle": "en", "principles": "en",
}  # fmt: skip
PLURAL = words_in(
    "artikelen artikels articles arts artt doelen doelstellingen subdoelen targets goals subgoals cibles objectifs "
    "ontwikkelingsdoelen ontwikkelingsdoelstellingen werelddoelen duurzaamheidsdoelen duurzaamheidsdoelstellingen "
    "indicators indicateurs indicatoren art rechten rights droits beginselen principes principles sdgs s odd"
)
NUMBER_SIGN = words_in("n no nos nr nrs num numero numeros number numbers nummer nummers ° º #")
PARAGRAPH_WORD = {
    "lid": "nl", "leden": "nl", "alinea": "", "al": "fr", "alineas": "", "paragraph": "en", "paragraphs": "en",
    "para": "en", "paras": "en", "par": "", "paragraaf": "nl", "paragrafen": "nl", "paragraphe": "fr",
    "paragraphes": "fr", "§": "", "sub": "", "onder": "nl", "point": "", "punt": "nl", "onderdeel": "nl",
    "subparagraph": "en", "subparagraphs": "en",
    "sentence": "en", "volzin": "nl", "phrase": "fr", "letter": "", "lettre": "fr", "lit": "", "aanhef": "nl",
}  # fmt: skip
PLURAL_PARAGRAPH = words_in("leden paragraphs paras paragrafen paragraphes alineas")
ORDINALS = {
    word: str(number)
    for number, words in enumerate(
        (
            "eerste 1e 1ste first 1st premier premiere 1er 1re 1ere",
            "tweede 2e 2de second 2nd deuxieme seconde",
            "derde 3e 3de third 3rd troisieme",
            "vierde 4e 4de fourth 4th quatrieme",
            "vijfde 5e 5de fifth 5th cinquieme",
            "zesde 6e 6de sixth 6th sixieme",
            "zevende 7e 7de seventh 7th septieme",
            "achtste 8e 8ste eighth 8th huitieme",
            "negende 9e 9de ninth 9th neuvieme",
            "tiende 10e 10de tenth 10th dixieme",
            "elfde 11e 11de eleventh 11th onzieme",
            "twaalfde 12e 12de twelfth 12th douzieme",
            "dertiende 13e 13de thirteenth 13th treizieme",
            "veertiende 14e 14de fourteenth 14th quatorzieme",
            "vijftiende 15e 15de fifteenth 15th quinzieme",
            "zestiende 16e 16de sixteenth 16th seizieme",
            "zeventiende 17e 17de seventeenth 17th",
        ),
        start=1,
    )
    for word in words.split()
}
CARDINALS = {
    word: str(number)
    for number, words in enumerate(
        (
            "een one un premier", "twee two deux", "drie three trois", "vier four quatre", "vijf five cinq", "zes six",
            "zeven seven sept",
            "acht eight huit", "negen nine neuf", "tien ten dix", "elf eleven onze",
            "twaalf twelve douze",
            "dertien thirteen treize", "veertien fourteen quatorze",
        ),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
CONJUNCTIONS = words_in(
    "en and et & alsmede alsook evenals or of ou und ainsi que als nor noch ni dan wel as well hetzij soit"
)
RANGE_SIGNS = words_in("- tot to through until till jusqu a au tm")
SEPARATORS = words_in(", ; / + |") | CONJUNCTIONS
UNITS = words_in(
    "% jaar jaren year years an ans euro € maanden mois months dagen days jours uur uren personen people personnes "
    "inwoners miljoen million millions procent percent pourcent kinderen children enfants projecten "
    "projects projets "
    "vrouwen women femmes organisaties organisations landen countries pays gemeenten steden cities "
    "villes keer times fois wijken buurten scholen huishoudens woningen plekken partners leden members residents "
    "bewoners neighbourhoods districts schools homes households quartiers ecoles menages logements partenaires membres "
    "uitvoeringsacties acties actions maatregelen measures mesures indicatoren indicators indicateurs"
)

ARTICLES_OF_SPEECH = words_in("de het the l la le les d dit dat deze die this that these those ce cette ces cet t")
LINKERS = words_in("van uit in bij onder of from under to du des de d dans a aux au aan conform")
FILLERS = words_in(
    "europese europees european europeenne vn un onu united nations internationale internationaal international "
    "genoemde voornoemde bovengenoemde voormelde said dit dudit ladite susmentionnee zogenoemde huidige bindende "
    "verenigde naties datzelfde ditzelfde diezelfde eerdergenoemde hogergenoemde bovenvermelde voormeld voornoemd "
    "aforementioned abovementioned aforesaid precite precitee susvise susvisee "
    "eu ue said same zelfde hetzelfde dezelfde meme memes eigen s unies"
)
FORWARD = ARTICLES_OF_SPEECH | LINKERS | FILLERS
SINGLING = words_in(
    "bijzonder name vooral particular notamment especially namely namelijk notably particulier particulierement "
    "inzonderheid specifiquement surtout"
)
BACKWARD = ARTICLES_OF_SPEECH | words_in(
    ", ( : - ; – [ * _ | • · / s en in and et met name namelijk zijnde te weten zie onder andere meer oa "
    "waaronder zoals "
    "bijzonder vooral specifiek meer bepaald ieder geval particular especially notably namely specifically see "
    "such as including inter alia ie eg cf vgl notamment particulier savoir tels telles que specialement voir dont "
    "y compris surtout aan op zijn haar its their son sa ses leur leurs a aux au dans under plus "
    "precisement particulierement singulierement specifiquement inzonderheid voornamelijk hoofdzakelijk mainly chiefly "
    "primarily casu dwz nl tw ic wit id est mn "
    "respectivement resp respectively daarbinnen principalement with its avec met het"
)
STRONG_BACK = words_in(
    "particulierement singulierement specifiquement inzonderheid voornamelijk hoofdzakelijk mainly chiefly primarily "
    "dwz wit "
    ", ( : - [ * | / s namelijk weten zie oa waaronder bijzonder vooral specifiek particular especially "
    "notably namely "
    "specifically see including notamment particulier savoir specialement voir dont surtout zijn haar "
    "its their son sa ses "
    "leur leurs cf vgl ie eg mn • ·"
)
JOINING = words_in(
    "jo juncto junctis samenhang verbinding combinatie conjunction combination together combinaison combine combinee "
    "combines combinees conjointement"
)
JOINT = JOINING | words_in(". ° j gelezen bezien read taken lu lus lue lues pris prise in en met with avec")
ENUMERATION = (
    ARTICLES_OF_SPEECH
    | SEPARATORS
    | words_in(
        "• · * - – combined ook op also aussi egalement eveneens a aux au in dans from van naast zowel both see zie "
        "voir neither alone seul isolement afzonderlijk niet whether"
    )
    | (JOINT - {"."})
)
ANAPHORA = words_in("daarvan ervan thereof hiervan")
GENERIC = {
    "handvest": "charter", "charter": "charter", "charte": "charter", "verdrag": "treaty", "conventie": "treaty",
    "convention": "treaty", "covenant": "treaty", "pacte": "treaty", "pact": "treaty", "treaty": "treaty",
    "traite": "treaty", "verklaring": "declaration", "declaration": "declaration", "agenda": "goals",
}  # fmt: skip
GENERIC_LANGUAGE = {
    "handvest": "nl", "charter": "en", "charte": "fr", "verdrag": "nl", "conventie": "nl", "covenant": "en",
    "pacte": "fr", "treaty": "en", "traite": "fr", "verklaring": "nl",
}  # fmt: skip
DEFINERS = words_in("hierna verder hereinafter hereafter henceforth apres ensuite afgekort voortaan kortweg")
COMPLEMENT = words_in(
    "tussen between entre met with avec van voor of for de du des d pour inzake der relative relatif "
    "relatifs concernant"
)
NO_COMPLEMENT = words_in("toepassing belang kracht rechtswege mening oordeel invloed betekenis begin binnen")
COURT_BEFORE = words_in("arret arrets cour juge juges arrest arresten judgment judgments ruling rulings court")
BODY_AROUND = words_in(
    "committee comite commissie commission court cour tribunal press error kaart check code checksum screening "
    "committees comites protocol protocole strategies model classes"
)
COURT_AFTER = words_in("ruled held juge condamne oordeelde rules judgment judgments decided estime rappelle")
POSSESSIVES = words_in(
    "ses son sa its zijn haar onze ons our their notre nos leur leurs mijn my mon uw your votre vos "
    "eigen own hun lokale local locaux stedelijke "
    "municipal municipaux gemeentelijke interne internal"
)
INDEFINITE = words_in("een a an un une geen no aucun")
MENTIONED = words_in(
    "genoemd genoemde opgenomen vermeld aangehaald mentioned cited quoted referred listed mentionne "
    "mentionnee cite citee "
    "vise visee verwezen"
)
CLAUSE_OPENERS = words_in(
    "zoals volgens as comme selon daar because omdat want car dat que that and en et maar but mais ook"
)
INTO = words_in("in a aux au dans under en")
ODD_BEFORE = words_in(
    "les des aux l cet ces cette chaque d de du nos vos leurs ses objectif objectifs cible cibles aan "
    "plusieurs quels tous "
    "17 dix sept et ou chacun indicateurs principaux deux trois quatre cinq"
)
AGENDA_BEFORE = words_in(
    "de the l la le van en of and et vn un onu d du des aan met in with to dans a nations naties global "
    "bij door uit sur "
    "op on over voor for pour onder by par s nouvelle nieuwe new ambitieuze from as als comme au"
)
UNITED_NATIONS = words_in("vn verenigde un united onu nations unies duurzame sustainable developpement")
OTHER_ENDINGS = (
    "wet", "wetboek", "verordening", "besluit", "regeling", "reglement", "regelement", "statuten", "richtlijn",
    "grondwet",
    "overeenkomst", "protocol", "code", "convenant", "verdrag", "handvest", "wetten", "nota", "akkoord", "contract",
    "regels", "conventie", "beleidsregel", "voorwaarden", "leidraad", "pact",
)  # fmt: skip
OTHER_WORDS = words_in(
    "awb bw sr sv gw avg gdpr rgpd wmo apv wgb awgb wgbh wgbhcz tfeu vweu vwe veu teu tue tfue ue wet "
    "act law loi code lois "
    "regulation directive constitution reglement decret arrete statute statutes bill ordinance contract "
    "contrat esh esc "
    "pw wpg wob woo wro bbl wvw rv wjsg wajong wga gemw bibob cao charter charte convention covenant "
    "treaty traite pacte "
    "declaration verklaring algemene huisvestingswet participatiewet schedule annex bijlage annexe uavg "
    "wbp ro rvv ivbp "
    "ordonnance deontologie statuts bylaws rules verd abw vw vwo wia ww zvw wlz jw jeugdwet omgevingswet "
    "gc penal civil wabo wamca wiav bopz wvggz wgbo wbmgb evoa atad aeoi toog toeslag wnra wkkgz wmcz wpbr wiv wiwo "
    "wahv wibon woonw huisv opiumwet anw aow anwb wvbsv rome statuut hcr ecc ecsr cese cesedh ceseda cgct cgat "
    "iao oit ilo oecd oeso osce ocde cat avrb awir awr ioaw ioaz bbz bopv wijz tozo wkb wnt wet bua uwv "
    "codex cobat cwatup cdpi cdlc ccag"
)
SAFE_SHORT = words_in(
    "en and et of or ou is zijn was sont est are were that dat die de het the le la les l voor for pour "
    "over sur on om in "
    "aan op by door par met with avec als as comme wordt geldt heeft kan moet can must may gives geeft "
    "ook also aussi niet "
    "not ne pas se s y à a au aux bij to uit dans from says zegt dit dont que qui which who zo er noemt "
    "vraagt eist stelt "
    "ainsi set sets deals reads names bars gives calls speak speaks kent telt vergt wijst past vult "
    "leert fixe cite porte parle pose "
    "donne beide both etc eg ie oa bv ook nog maar but mais want car where waar were will shall may "
    "should zal had has have lid "
    "legt biedt ziet gaat raakt telt vormt dient ont peut doit fait lie vise dit lui nous je wij we hij "
    "zij ils elle elles "
    "il on cover covers bans asks binds helps gelden raken under onder sub tot naar naast zonder sinds "
    "vanaf na if when "
    "indien omdat zoals waarin hier daar dus then than dan wel soms vaak plus mits tegen een een a an un une"
)
FUNCTION_WORDS = {
    "nl": words_in(
        "de het een van en voor met op zijn niet wordt worden door dat die deze dit ook aan bij naar om te "
        "ons onze wij zij "
        "hun als maar is er heeft hebben moet kan gemeente stad ieder iedereen uit over tot geldt volgens zoals"
    ),
    "en": words_in(
        "the of and to for with on by that this these those is are was were be our we they their from as but "
        "has have must "
        "can city everyone which who not it its an a under or all"
    ),
    "fr": words_in(
        "le la les l des du et pour avec sur par que qui ce cette ces est sont nous notre nos ils elle leur "
        "dans une un au "
        "aux ne pas se ville chacun toute tous d c qu ou mais selon"
    ),
}  # fmt: skip
