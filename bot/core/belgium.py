"""Belgian postcodes with their places, in the languages people write them in; and what they prove about an address.

The table holds the municipalities and the larger places in them, folded (lower case, no accents). It is used to find
where the name of a place ends, to read places written in lower case, and to notice that a postcode and a place cannot
belong together. A place or a postcode that is not in it proves nothing.
"""

import re
from collections.abc import Mapping

from bot.core.folding import fold

_TABLE = """
1000 bruxelles/brussel/brussels/brussel-stad/bxl; 1020 laeken/laken/bruxelles/brussel; 1030 schaerbeek/schaarbeek; 1040
etterbeek/bruxelles/brussel; 1050 ixelles/elsene/bruxelles/brussel; 1060 saint-gilles/sint-gillis; 1070 anderlecht;
1080 molenbeek-saint-jean/sint-jans-molenbeek/molenbeek; 1081 koekelberg; 1082
berchem-sainte-agathe/sint-agatha-berchem; 1083 ganshoren; 1090 jette; 1120 neder-over-heembeek; 1130 haren; 1140
evere; 1150 woluwe-saint-pierre/sint-pieters-woluwe; 1160 auderghem/oudergem; 1170
watermael-boitsfort/watermaal-bosvoorde; 1180 uccle/ukkel; 1190 forest/vorst; 1200
woluwe-saint-lambert/sint-lambrechts-woluwe; 1210 saint-josse-ten-noode/sint-joost-ten-node/saint-josse; 1300
wavre/waver/limal; 1301 bierges; 1310 la hulpe/terhulpen; 1315 incourt; 1320 beauvechain/bevekom/hamme-mille; 1325
chaumont-gistoux; 1330 rixensart; 1331 rosieres; 1332 genval; 1340 ottignies/ottignies-louvain-la-neuve; 1341
ceroux-mousty; 1342 limelette; 1348 louvain-la-neuve; 1350 orp-jauche; 1357 helecine; 1360 perwez; 1367 ramillies;
1370 jodoigne/geldenaken; 1380 lasne; 1390 grez-doiceau/graven; 1400 nivelles/nijvel; 1401 baulers; 1410 waterloo;
1420 braine-l'alleud/eigenbrakel; 1421 ophain-bois-seigneur-isaac; 1428 lillois-witterzee; 1430 rebecq/quenast; 1435
mont-saint-guibert; 1440 braine-le-chateau/kasteelbrakel; 1450 chastre; 1457 walhain; 1460 ittre/itter; 1470
genappe/genepien; 1480 tubize/tubeke; 1490 court-saint-etienne; 1495 villers-la-ville; 1500 halle/hal; 1501 buizingen;
1502 lembeek; 1540 herne/pajottegem; 1541 sint-pieters-kapelle; 1547 bever/bievene; 1560 hoeilaart; 1570
galmaarden/pajottegem/tollembeek/vollezele;
1600 sint-pieters-leeuw; 1601 ruisbroek; 1602 vlezenbeek; 1620 drogenbos; 1630 linkebeek; 1640
sint-genesius-rode/rhode-saint-genese; 1650 beersel; 1651 lot; 1652 alsemberg; 1653 dworp; 1654 huizingen; 1670
pepingen; 1700 dilbeek/sint-martens-bodegem/sint-ulriks-kapelle; 1701 itterbeek; 1702 groot-bijgaarden; 1703
schepdaal; 1730 asse; 1731 zellik/relegem; 1740 ternat; 1741 wambeek; 1742 sint-katherina-lombeek; 1745 opwijk; 1750
lennik; 1755 gooik/pajottegem; 1760 roosdaal; 1761 borchtlombeek; 1770 liedekerke; 1780 wemmel; 1785 merchtem; 1790
affligem; 1800 vilvoorde/vilvorde; 1820 steenokkerzeel/melsbroek; 1830 machelen; 1831 diegem; 1840 londerzeel; 1850
grimbergen; 1851 humbeek; 1852 beigem; 1853 strombeek-bever; 1860 meise; 1861 wolvertem; 1880 kapelle-op-den-bos; 1910
kampenhout; 1930 zaventem/nossegem; 1931 brucargo; 1932 sint-stevens-woluwe; 1933 sterrebeek; 1950 kraainem; 1970
wezembeek-oppem; 1980 zemst; 1981 hofstade; 1982 elewijt/weerde; 2000 antwerpen/anvers/antwerp; 2018
antwerpen/anvers/antwerp; 2020 antwerpen/anvers/antwerp; 2030 antwerpen/anvers/antwerp; 2040 antwerpen/anvers/antwerp;
2050 antwerpen/anvers/antwerp; 2060 antwerpen/anvers/antwerp; 2070 zwijndrecht/burcht; 2100 deurne; 2110 wijnegem;
2140 borgerhout; 2150 borsbeek; 2160 wommelgem; 2170 merksem; 2180 ekeren; 2200 herentals; 2220 heist-op-den-berg;
2221 booischot; 2222 itegem; 2223 schriek; 2230 herselt; 2235 hulshout; 2240 zandhoven; 2242 pulderbos; 2243 pulle;
2250 olen; 2260 westerlo; 2270 herenthout; 2275 lille; 2280 grobbendonk; 2288 bouwel; 2290 vorselaar; 2300 turnhout;
2310 rijkevorsel; 2320 hoogstraten; 2321 meer; 2322 minderhout; 2328 meerle; 2330 merksplas; 2340 beerse; 2350
vosselaar; 2360 oud-turnhout; 2370 arendonk; 2380 ravels; 2381 weelde; 2382 poppel; 2387 baarle-hertog; 2390 malle;
2400 mol; 2430 laakdal; 2431 laakdal; 2440 geel; 2450 meerhout; 2460 kasterlee; 2470 retie; 2480 dessel; 2490 balen;
2491 olmen; 2500 lier/lierre; 2520 ranst; 2530 boechout; 2531 vremde; 2540 hove; 2547 lint; 2550 kontich; 2560 nijlen;
2570 duffel; 2580 putte; 2590 berlaar; 2600 berchem; 2610 wilrijk; 2620 hemiksem; 2627 schelle; 2630 aartselaar; 2640
mortsel; 2650 edegem; 2660 hoboken; 2800 mechelen/malines; 2801 heffen; 2811 hombeek/leest; 2812 muizen; 2820
bonheiden/rijmenam; 2830 willebroek; 2840 rumst/reet/terhagen; 2845 niel; 2850 boom; 2860 sint-katelijne-waver; 2861
onze-lieve-vrouw-waver; 2870 puurs-sint-amands/puurs; 2880 bornem; 2890 puurs-sint-amands/sint-amands; 2900 schoten;
2910 essen; 2920 kalmthout; 2930 brasschaat; 2940 stabroek; 2950 kapellen; 2960 brecht/sint-lenaarts; 2970 schilde;
2980 zoersel; 2990 wuustwezel; 3000 leuven/louvain; 3001 heverlee; 3010 kessel-lo; 3012 wilsele; 3018 wijgmaal; 3020
herent; 3040 huldenberg; 3050 oud-heverlee; 3051 sint-joris-weert; 3052 blanden; 3053 haasrode; 3054 vaalbeek; 3060
bertem; 3061 leefdaal; 3070 kortenberg; 3071 erps-kwerps; 3078 everberg; 3080 tervuren/vossem/duisburg; 3090 overijse;
3110 rotselaar; 3111 wezemaal; 3118 werchter; 3120 tremelo; 3128 baal; 3130 begijnendijk; 3140 keerbergen; 3150
haacht; 3190 boortmeerbeek; 3191 hever; 3200 aarschot; 3201 langdorp; 3202 rillaar; 3210 lubbeek; 3211 binkom; 3212
pellenberg; 3220 holsbeek; 3221 nieuwrode; 3270 scherpenheuvel-zichem/scherpenheuvel; 3271 averbode/zichem; 3272
messelbroek/testelt; 3290 diest; 3293 kaggevinne; 3294 molenstede; 3300 tienen/tirlemont; 3320 hoegaarden; 3321
outgaarden; 3350 linter; 3360 bierbeek; 3370 boutersem; 3380 glabbeek; 3384 attenrode; 3390 tielt-winge; 3391
meensel-kiezegem; 3400 landen; 3440 zoutleeuw/leau; 3450 geetbets; 3454 rummen; 3460 bekkevoort; 3461
molenbeek-wersbeek; 3470 kortenaken; 3471 hoeleden; 3472 kersbeek-miskom; 3473 waanrode; 3500 hasselt; 3501
wimmertingen; 3510 kermt/spalbeek; 3511 kuringen/stokrooie; 3512 stevoort; 3520 zonhoven; 3530
houthalen-helchteren/houthalen/helchteren; 3540 herk-de-stad; 3545 halen; 3550 heusden-zolder/heusden/zolder; 3560
lummen; 3570 alken; 3580 beringen; 3581 beverlo; 3582 koersel; 3583 paal; 3590 diepenbeek; 3600 genk; 3620 lanaken;
3621 rekem; 3630 maasmechelen/eisden; 3631 boorsem/uikhoven; 3640 kinrooi; 3650 dilsen-stokkem; 3660
oudsbergen/opglabbeek; 3665 as; 3670 oudsbergen/meeuwen-gruitrode; 3680 maaseik; 3690 zutendaal; 3700
tongeren/tongres/tongeren-borgloon; 3717 herstappe; 3720 kortessem; 3721 vliermaalroot; 3722 wintershoven; 3723
guigoven; 3724 vliermaal; 3730 hoeselt/bilzen-hoeselt; 3740 bilzen/bilzen-hoeselt; 3742 martenslinde; 3746 hoelbeek;
3770 riemst; 3790 voeren/fourons/sint-martens-voeren; 3791 remersdaal; 3792 sint-pieters-voeren; 3793 teuven; 3798 's
gravenvoeren; 3800 sint-truiden/saint-trond; 3803 duras/runkelen/wilderen; 3806 velm; 3830 wellen; 3840
borgloon/looz/tongeren-borgloon; 3850 nieuwerkerken; 3870 heers; 3890 gingelom; 3891 borlo; 3900 pelt/overpelt; 3910
pelt/neerpelt; 3920 lommel; 3930 hamont-achel; 3940 hechtel-eksel; 3941 eksel; 3945 ham; 3950 bocholt; 3960 bree; 3970
leopoldsburg; 3971 heppen; 3980 tessenderlo/tessenderlo-ham; 3990 peer; 4000 liege/luik/luttich/rocourt/glain; 4020
liege/luik/bressoux/jupille-sur-meuse/wandre; 4030 grivegnee/liege; 4031 angleur; 4032 chenee; 4040 herstal; 4041
vottem/milmort; 4042 liers; 4050 chaudfontaine; 4051 vaux-sous-chevremont; 4052 beaufays; 4053 embourg; 4100
seraing/boncelles; 4101 jemeppe-sur-meuse; 4102 ougree; 4120 neupre; 4121 neuville-en-condroz; 4122 plainevaux; 4130
esneux/tilff; 4140 sprimont; 4141 louveigne; 4160 anthisnes; 4170 comblain-au-pont; 4171 poulseur; 4180 hamoir; 4190
ferrieres; 4210 burdinne; 4217 heron; 4218 couthuin; 4219 wasseiges; 4250 geer; 4257 berloz; 4260 braives; 4263
tourinne; 4280 hannut/hannuit; 4287 lincent; 4300 waremme/borgworm; 4317 faimes; 4340 awans; 4342 hognoul; 4347
fexhe-le-haut-clocher; 4350 remicourt; 4357 donceel; 4360 oreye; 4367 crisnee; 4400 flemalle; 4420
saint-nicolas/montegnee; 4430 ans; 4431 loncin; 4432 alleur; 4450 juprelle; 4451 voroux-lez-liers; 4452
paifve/wihogne; 4458 fexhe-slins; 4460 grace-hollogne; 4470 saint-georges-sur-meuse; 4480 engis; 4500 huy/hoei; 4520
wanze; 4530 villers-le-bouillet; 4537 verlaine; 4540 amay; 4550 nandrin; 4557 tinlot; 4560 clavier; 4570 marchin; 4577
modave; 4590 ouffet; 4600 vise/wezet; 4601 argenteau; 4602 cheratte; 4606 saint-andre; 4607 dalhem; 4608 warsage; 4610
beyne-heusay; 4620 fleron; 4621 retinne; 4623 magnee; 4624 romsee; 4630 soumagne; 4631 evegnee; 4632 cerexhe-heuseux;
4633 melen; 4650 herve; 4651 battice; 4652 xhendelesse; 4653 bolland; 4654 charneux; 4670 blegny; 4671 barchon; 4672
saint-remy; 4680 oupeye; 4681 hermalle-sous-argenteau; 4682 heure-le-romain; 4683 vivegnis; 4684 haccourt; 4690
bassenge; 4700 eupen; 4701 kettenis; 4710 lontzen; 4711 walhorn; 4720 kelmis/la calamine; 4721 neu-moresnet; 4728
hergenrath; 4730 raeren/hauset; 4731 eynatten; 4750 butgenbach/butchenbach/elsenborn/weywertz/nidrum;
4760 bullingen/bullange/manderfeld; 4761 rocherath;
4770 amel/ambleve; 4771 heppenbach; 4780 sankt vith/st. vith/st.vith/saint-vith/sankt-vith/st vith/recht; 4782
schonberg; 4783 lommersweiler; 4784 crombach; 4790 burg-reuland; 4791 thommen; 4800 verviers/ensival/petit-rechain;
4801 stembert; 4802 heusy; 4820 dison; 4821 andrimont; 4830 limbourg; 4831 bilstain; 4834 goe; 4837 baelen; 4840
welkenraedt; 4841 henri-chapelle; 4845 jalhay/sart-lez-spa; 4850 plombieres/moresnet; 4851 gemmenich/sippenaeken; 4852
hombourg; 4860 pepinster/cornesse/wegnez; 4861 soiron;
4870 trooz; 4877 olne; 4880 aubel; 4890 thimister-clermont/thimister; 4900 spa;
4910 theux; 4920 aywaille/remouchamps; 4950 waimes/weismes; 4960 malmedy/beverce; 4970 stavelot/francorchamps; 4980
trois-ponts; 4983 basse-bodeux; 4987 stoumont; 4990 lierneux; 5000 namur/namen/beez; 5001 belgrade; 5002
saint-servais; 5003 saint-marc; 5004 bouge; 5020 vedrin/malonne/temploux/flawinne/suarlee; 5021 boninne; 5022
cognelee; 5024 marche-les-dames/gelbressee; 5030 gembloux/grand-manil/lonzee; 5031 grand-leez; 5032
corroy-le-chateau/isnes; 5060 sambreville/auvelais/tamines/falisolle; 5070 fosses-la-ville/vitrival; 5080 la
bruyere/rhisnes; 5081 meux; 5100 jambes/wepion/naninne/wierde; 5101 erpent; 5140 sombreffe; 5150 floreffe; 5170
profondeville/lustin; 5190 jemeppe-sur-sambre/spy; 5300 andenne/seilles/nameche; 5310 eghezee; 5330 assesse; 5332
crupet; 5334 floree; 5336 courriere; 5340 gesves; 5350 ohey; 5351 haillot; 5360 hamois; 5361 mohiville; 5362 achet;
5363 emptinne; 5364 schaltin; 5370 havelange; 5377 somme-leuze; 5380 fernelmont; 5500
dinant/anseremme/bouvignes-sur-meuse; 5501 lisogne; 5502 thynes; 5503 sorinnes; 5504 foy-notre-dame; 5520 onhaye; 5530
yvoir/godinne; 5537 anhee; 5540 hastiere; 5550 vresse-sur-semois; 5555 bievre; 5560 houyet; 5570 beauraing; 5575
gedinne; 5580 rochefort/jemelle/han-sur-lesse; 5590 ciney; 5600 philippeville;
5620 florennes; 5621 hanzinelle; 5630 cerfontaine; 5640
mettet/biesme; 5644 ermeton-sur-biert; 5646 stave; 5650 walcourt; 5651 thy-le-chateau; 5660 couvin/mariembourg; 5670
viroinval/nismes; 5680 doische; 6000 charleroi; 6001 marcinelle; 6010 couillet; 6020 dampremy; 6030
marchienne-au-pont; 6031 monceau-sur-sambre; 6032 mont-sur-marchienne; 6040 jumet; 6041 gosselies; 6042 lodelinsart;
6043 ransart; 6044 roux; 6060 gilly; 6061 montignies-sur-sambre; 6110 montigny-le-tilleul; 6111 landelies; 6120
ham-sur-heure/ham-sur-heure-nalinnes/nalinnes; 6140 fontaine-l'eveque; 6141 forchies-la-marche; 6142 leernes; 6150
anderlues; 6180 courcelles; 6181 gouy-lez-pieton; 6182 souvret; 6183 trazegnies; 6200 chatelet/bouffioulx/chatelineau;
6210 les bons villers/reves; 6220 fleurus; 6221 saint-amand; 6222 brye; 6223 wagnelee; 6224 wanfercee-baulet; 6230
pont-a-celles/viesville; 6238 luttre; 6240 farciennes; 6250 aiseau-presles; 6280 gerpinnes; 6440 froidchapelle; 6460
chimay; 6470 sivry-rance/rance; 6500 beaumont; 6530 thuin; 6531 biesme-sous-thuin; 6534 gozee; 6536 thuillies; 6540
lobbes; 6560 erquelinnes; 6567 merbes-le-chateau; 6590 momignies; 6600 bastogne/bastenaken; 6630 martelange; 6637
fauvillers; 6640 vaux-sur-sure; 6660 houffalize; 6661 mont/tailles; 6670 gouvy; 6680 sainte-ode; 6687 bertogne; 6690
vielsalm; 6692 petit-thier; 6700 arlon/aarlen/arel; 6706 autelbas; 6717 attert; 6720 habay/habay-la-neuve; 6723
habay-la-vieille; 6724 marbehan; 6730 tintigny; 6740 etalle; 6747 saint-leger; 6750 musson; 6760 virton/ethe; 6761
latour; 6762 saint-mard; 6767 rouvroy; 6769 meix-devant-virton; 6780 messancy; 6781 selange; 6782 habergy; 6790
aubange; 6791 athus; 6792 halanzy; 6800 libramont-chevigny/libramont/recogne; 6810 chiny; 6811 les bulles; 6812 suxy;
6813 termes; 6820 florenville; 6821 lacuisine; 6823 villers-devant-orval; 6824 chassepierre; 6830 bouillon; 6832
sensenruth; 6833 ucimont/vivy; 6834 bellevaux; 6836 dohan; 6838 corbion; 6840 neufchateau; 6850 paliseul; 6851
nollevaux; 6852 opont; 6853 framont; 6856 fays-les-veneurs; 6860 leglise; 6870 saint-hubert; 6880 bertrix; 6887
herbeumont; 6890 libin; 6900 marche-en-famenne/marche; 6920 wellin; 6927 tellin; 6929 daverdisse; 6940
durbuy/barvaux/barvaux-sur-ourthe; 6941 bomal-sur-ourthe; 6950 nassogne; 6951 bande; 6952 grune; 6953 forrieres; 6960
manhay; 6970 tenneville; 6980 la roche-en-ardenne; 6982 samree; 6983 ortho; 6984 hives; 6986 halleux; 6987 rendeux;
6990 hotton; 6997 erezee; 7000 mons/bergen; 7011 ghlin; 7012 jemappes/flenu; 7020 nimy/maisieres; 7021 havre; 7022
hyon/harmignies/mesvin; 7024 ciply; 7030 saint-symphorien; 7031 villers-saint-ghislain; 7032 spiennes; 7033 cuesmes;
7034 obourg/saint-denis; 7040 quevy; 7041 givry/havay; 7050 jurbise/jurbeke; 7060 soignies/zinnik/horrues; 7061
casteau/thieusies; 7062 naast; 7063 neufvilles/chaussee-notre-dame-louvignies; 7070 le roeulx/thieu/mignault; 7080
frameries; 7090 braine-le-comte/'s gravenbrakel/hennuyeres/ronquieres; 7100 la
louviere/haine-saint-paul/haine-saint-pierre/saint-vaast/trivieres; 7110 la
louviere/houdeng-goegnies/strepy-bracquegnies/houdeng-aimeries/maurage; 7120 estinnes; 7130 binche/battignies/bray;
7131 waudrez; 7133 buvrinnes; 7134 ressaix/epinois/leval-trahegnies/peronnes-lez-binche; 7140 morlanwelz; 7141
carnieres/mont-sainte-aldegonde; 7160 chapelle-lez-herlaimont; 7170 manage/fayt-lez-manage; 7180 seneffe; 7181
arquennes/feluy; 7190 ecaussinnes; 7191 ecaussinnes-lalaing; 7300 boussu/boussu-bois; 7301 hornu; 7320 bernissart;
7321 blaton/harchies; 7322 pommeroeul/ville-pommeroeul; 7330 saint-ghislain; 7331 baudour; 7332 neufmaison/sirault;
7333 tertre; 7334 hautrage/villerot; 7340 colfontaine/paturages/wasmes; 7350 hensies/thulin; 7370
dour/elouges/wiheries; 7380 quievrain; 7387 honnelles; 7390 quaregnon/wasmuel; 7500 tournai/doornik; 7501 orcq; 7502
esplechin; 7503 froyennes; 7504 froidmont; 7520 templeuve/ramegnies-chin; 7521 chercq; 7522
blandain/lamain/marquain/hertain; 7530 gaurain-ramecroix; 7531 havinnes; 7532 beclers; 7533 thimougies; 7534
barry/maulde; 7536 vaulx; 7538 vezon; 7540 kain/melles/quartes/rumillies; 7542 mont-saint-aubert; 7543 mourcourt; 7548
warchin; 7600 peruwelz; 7601 roucourt; 7602 bury; 7603 bon-secours; 7604 callenelle/wasmes-audemez-briffoeil; 7608
wiers; 7610 rumes; 7618 taintignies; 7620 brunehaut; 7640 antoing/maubray/peronnes-lez-antoing; 7641 bruyelle; 7642
calonne; 7643 fontenoy; 7700 mouscron/moeskroen/luingne; 7711 dottignies/dottenijs; 7712 herseaux; 7730
estaimpuis/nechin; 7740 pecq/warcoing; 7742 herinnes-lez-pecq; 7743 esquelmes/obigies; 7750 mont-de-l'enclus; 7760
celles; 7780 comines-warneton/komen-waasten/comines/komen; 7781 houthem; 7782 ploegsteert; 7783 bizet; 7784
warneton/waasten; 7800 ath/aat/lanquesaint; 7801 irchonwelz; 7802 ormeignies; 7803 bouvignies; 7804 ostiches/rebaix;
7810 maffle; 7811 arbre; 7812 houtaing/ligne/mainvault/moulbaix/villers-notre-dame/villers-saint-amand; 7822
ghislenghien/isieres/meslin-l'eveque; 7823 gibecq; 7830 silly/opzullik/bassilly; 7850 enghien/edingen/petit-enghien;
7860 lessines/lessen; 7861 papignies/wannebecq; 7862 ogy; 7863 ghoy; 7864 deux-acren; 7866 bois-de-lessines/ollignies;
7870 lens; 7880 flobecq/vloesberg; 7890 ellezelles/elzele; 7900 leuze-en-hainaut/leuze; 7901 thieulain; 7903
chapelle-a-wattines; 7904 pipaix; 7906 gallaix; 7910 frasnes-lez-anvaing/arc-wattripont; 7911 buissenal/moustier; 7912
saint-sauveur; 7940 brugelette; 7941 attre; 7942 mevergnies-lez-lens; 7950 chievres; 7951 tongre-notre-dame; 7970
beloeil; 7971 basecles/thumaide/wadelincourt; 7972 quevaucamps; 7973 grandglise/stambruges; 8000
brugge/bruges/koolkerke; 8020 oostkamp/hertsberge/ruddervoorde/waardamme; 8200 sint-andries/sint-michiels/brugge; 8210
zedelgem/loppem/veldegem; 8211 aartrijke; 8300 knokke-heist/knokke/knocke; 8301 heist-aan-zee/ramskapelle; 8310
assebroek/sint-kruis/brugge; 8340 damme/lapscheure/moerkerke/sijsele; 8370 blankenberge/uitkerke; 8377
zuienkerke/houtave; 8380 brugge/dudzele/lissewege/zeebrugge; 8400 oostende/ostende/ostend/stene/zandvoorde; 8420 de
haan/klemskerke/wenduine; 8421 vlissegem; 8430 middelkerke; 8431 wilskerke; 8432 leffinge; 8433
mannekensvere/schore/slijpe/spermalie; 8434 lombardsijde/westende; 8450 bredene; 8460
oudenburg/ettelgem/roksem/westkerke; 8470 gistel/zevekote/moere; 8480 ichtegem/bekegem/eernegem; 8490
jabbeke/stalhille/varsenare/zerkegem/snellegem; 8500 kortrijk/courtrai; 8501 bissegem/heule; 8510
kortrijk/bellegem/kooigem/marke/rollegem; 8511 aalbeke; 8520 kuurne; 8530 harelbeke; 8531 bavikhove/hulste; 8540
deerlijk; 8550 zwevegem; 8551 heestert; 8552 moen; 8553 otegem; 8554 sint-denijs; 8560 wevelgem/gullegem/moorsele;
8570 anzegem/gijzelbrechtegem/ingooigem/vichte; 8572 kaster; 8573 tiegem; 8580 avelgem; 8581 kerkhove/waarmaarde; 8582
outrijve; 8583 bossuit; 8587 spiere-helkijn/espierres-helchin; 8600 diksmuide/dixmude/esen; 8610
kortemark/handzame/werken/zarren; 8620 nieuwpoort/nieuport; 8630 veurne/furnes; 8640
vleteren/oostvleteren/westvleteren/woesten; 8647 lo-reninge; 8650 houthulst/klerken/merkem; 8660 de panne/la
panne/adinkerke; 8670 koksijde/coxyde/oostduinkerke/wulpen; 8680 koekelare; 8690 alveringem/hoogstade; 8691
beveren-aan-den-ijzer/gijverinkhove/leisele/stavele; 8700 tielt/aarsele/kanegem/schuiferskapelle; 8710
wielsbeke/ooigem; 8720 dentergem/markegem/oeselgem/wakken; 8730 beernem/oedelem/sint-joris; 8740 pittem/egem; 8750
wingene/zwevezele; 8755 ruiselede; 8760 meulebeke; 8770 ingelmunster; 8780 oostrozebeke; 8790 waregem; 8791
beveren-leie; 8792 desselgem; 8793 sint-eloois-vijve; 8800 roeselare/roulers/beveren/oekene/rumbeke; 8810
lichtervelde; 8820 torhout/thourout; 8830 hooglede/gits; 8840 staden/oostnieuwkerke/westrozebeke; 8850 ardooie; 8851
koolskamp; 8860 lendelede; 8870 izegem/emelgem/kachtem; 8880 ledegem/rollegem-kapelle/sint-eloois-winkel; 8890
moorslede/dadizele; 8900 ieper/ypres/ypern/dikkebus/sint-jan/brielen; 8902 hollebeke/voormezele/zillebeke; 8904
boezinge/zuidschote; 8906 elverdinge; 8908 vlamertinge; 8920 langemark-poelkapelle/langemark/poelkapelle/bikschote;
8930 menen/menin/lauwe/rekkem; 8940 wervik/wervicq/geluwe; 8950 heuvelland/nieuwkerke; 8951 dranouter; 8952 wulvergem;
8953 wijtschate; 8954 westouter; 8956 kemmel; 8957 mesen/messines; 8958 loker; 8970 poperinge/reningelst; 8972
krombeke/proven/roesbrugge-haringe; 8978 watou; 8980 zonnebeke/beselare/geluveld/passendale/zandvoorde; 9000
gent/gand/ghent; 9030 mariakerke/gent; 9031 drongen; 9032 wondelgem; 9040 sint-amandsberg/gent; 9041 oostakker; 9042
desteldonk/mendonk/sint-kruis-winkel; 9050 gentbrugge/ledeberg; 9051 afsnee/sint-denijs-westrem; 9052 zwijnaarde; 9060
zelzate; 9070 destelbergen/heusden; 9080 lochristi/beervelde/zaffelare/zeveneken; 9090 melle/merelbeke-melle/gontrode;
9100 sint-niklaas/saint-nicolas/nieuwkerken-waas; 9111 belsele; 9112 sinaai-waas/sinaai; 9120
beveren/beveren-waas/beveren-kruibeke-zwijndrecht/haasdonk/kallo/melsele/vrasene; 9130 doel/kieldrecht/verrebroek;
9140 temse/tamise/elversele/steendorp/tielrode; 9150 kruibeke/bazel/rupelmonde; 9160 lokeren/daknam/eksaarde; 9170
sint-gillis-waas/de klinge/meerdonk/sint-pauwels; 9180 moerbeke-waas/moerbeke/lokeren; 9185 wachtebeke; 9190
stekene/kemzeke; 9200
dendermonde/termonde/appels/baasrode/grembergen/mespelare/oudegem/schoonaarde/sint-gillis-bij-dendermonde; 9220
hamme/moerzeke; 9230 wetteren/massemen/westrem; 9240 zele; 9250 waasmunster; 9255 buggenhout/opdorp; 9260
wichelen/schellebelle/serskamp; 9270 laarne/kalken; 9280 lebbeke/denderbelle/wieze; 9290 berlare/overmere/uitbergen;
9300 aalst/alost; 9308 gijzegem/hofstade; 9310 moorsel/baardegem/herdersem/meldert; 9320 erembodegem/nieuwerkerken;
9340 lede/impe/oordegem/smetlede/wanzele; 9400
ninove/appelterre-eichem/denderwindeke/lieferinge/nederhasselt/okegem/voorde; 9401 pollare; 9402 meerbeke; 9403
neigem; 9404 aspelare; 9406 outer; 9420 erpe-mere/erpe/mere/aaigem/bambrugge/burst/erondegem/ottergem/vlekkem; 9450
haaltert/denderhoutem/heldergem; 9451 kerksken; 9470 denderleeuw; 9472 iddergem; 9473 welle; 9500
geraardsbergen/grammont/goeferdinge/moerbeke/nederboelare/onkerzele/ophasselt/overboelare/viane/zarlardinge; 9506
geraardsbergen; 9520 sint-lievens-houtem/bavegem/vlierzele/zonnegem; 9521 letterhoutem; 9550
herzele/hillegem/sint-antelinks/sint-lievens-esse/steenhuize-wijnhuize/woubrechtegem; 9551 ressegem; 9552 borsbeke;
9570 lierde; 9571 hemelveerdegem; 9572 sint-martens-lierde; 9600 ronse/renaix; 9620 zottegem; 9630 zwalm/munkzwalm;
9636 nederzwalm-hermelgem; 9660 brakel; 9661 parike; 9667 horebeke; 9680 maarkedal/maarke-kerkem; 9681 nukerke; 9688
schorisse; 9690 kluisbergen/berchem/kwaremont/ruien; 9700 oudenaarde/audenarde; 9750 kruisem/zingem/huise/ouwegem;
9770 kruisem/kruishoutem; 9771 nokere; 9772 wannegem-lede; 9790 wortegem-petegem; 9800
deinze/astene/bachte-maria-leerne/gottem/grammene/meigem/petegem-aan-de-leie/sint-martens-leerne/vinkt/wontergem/zeveren;
9810 nazareth/eke/nazareth-de pinte; 9820 merelbeke/merelbeke-melle/bottelare/lemberge/melsen/munte/schelderode; 9830
sint-martens-latem; 9831 deurle; 9840 de pinte/zevergem/nazareth-de pinte; 9850
nevele/deinze/hansbeke/landegem/merendree/poesele/vosselare; 9860
oosterzele/balegem/gijzenzele/landskouter/moortsele/scheldewindeke; 9870 zulte/machelen/olsene; 9880
aalter/lotenhulle/poeke; 9881 bellem; 9890 gavere/asper/baaigem/dikkelvenne/semmerzake/vurste; 9900 eeklo; 9910
aalter/knesselare/ursel; 9920 lievegem/lovendegem; 9921 vinderhoute; 9930 lievegem/zomergem; 9931 oostwinkel; 9932
ronsele; 9940 evergem/ertvelde/kluizen/sleidinge; 9950 lievegem/waarschoot; 9960 assenede; 9961 boekhoute; 9968
bassevelde/oosteeklo; 9970 kaprijke; 9971 lembeke; 9980 sint-laureins; 9981 sint-margriete; 9982 sint-jan-in-eremo;
9988 waterland-oudeman/watervliet; 9990 maldegem; 9991 adegem; 9992 middelburg
"""
#: What English letters call a place, with the name that every one of its postcodes has in the table.
_ENGLISH = {"brussels": "brussel", "ghent": "gent", "bruges": "brugge", "antwerp": "antwerpen", "ostend": "oostende"}
_NAME = re.compile(r"(?:[A-ZÀ-Ý]|(?<!\w)['’])[A-Za-zÀ-ÿ'’-]{2,}(?: [A-ZÀ-Ý][A-Za-zÀ-ÿ'’-]{2,}){0,2}")
_LETTERS = re.compile(r"[^a-z]+")


def key(name: str) -> str:
    """Return the letters of a name of a place, which is how two spellings of it are compared."""
    return _LETTERS.sub("", fold(name))


def _read(table: str) -> Mapping[str, frozenset[str]]:
    lines = (entry.split(maxsplit=1) for entry in table.split(";"))
    return {postcode: frozenset(key(name) for name in names.split("/")) for postcode, names in lines}


_PLACES = _read(_TABLE)
_POSTCODES: dict[str, set[str]] = {}
for _postcode, _names in _PLACES.items():
    for _name in _names:
        _POSTCODES.setdefault(_name, set()).add(_postcode)


def is_place(name: str) -> bool:
    """Whether ``name`` is a known Belgian place."""
    return key(name) in _POSTCODES


def is_postcode(postcode: str) -> bool:
    """Whether ``postcode`` is a known Belgian one."""
    return postcode in _PLACES


def belong_together(postcode: str, name: str) -> bool:
    """Whether the table has this postcode for this place."""
    names = _PLACES.get(postcode, ())
    return key(name) in names or _ENGLISH.get(key(name)) in names


def named_place(text: str, postcode: str) -> str:
    """Return the place with this postcode that a text names with a capital letter, "" for none."""
    for found in _NAME.finditer(text):
        for words in (found[0], *found[0].split()):
            if belong_together(postcode, words):
                return words
    return ""


def contradict(postcode: str, name: str) -> bool:
    """Whether the place is known, and all of its postcodes lie elsewhere (the first digit tells the province)."""
    known = _POSTCODES.get(key(name))
    return known is not None and all(postcode[0] != one[0] for one in known)
