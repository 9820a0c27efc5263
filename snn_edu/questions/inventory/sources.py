"""Who has described a misconception, in one line each."""

ALTMAN_1995 = "Altman and Bland 1995, BMJ 311:485, doi:10.1136/bmj.311.7003.485"
CRONIN_2009 = (
    "Cronin, Gonzalez and Sterman 2009, Organ Behav Hum Decis Process 108:116, "
    "doi:10.1016/j.obhdp.2008.03.003"
)
DE_BOCK_2002 = (
    "De Bock, Van Dooren, Janssens and Verschaffel 2002, Educ Stud Math 50:311, "
    "doi:10.1023/A:1021205413749"
)
GIGERENZER_1995 = (
    "Gigerenzer and Hoffrage 1995, Psychol Rev 102:684, doi:10.1037/0033-295X.102.4.684"
)
KRIEGESKORTE_2009 = (
    "Kriegeskorte, Simmons, Bellgowan and Baker 2009, Nat Neurosci 12:535, doi:10.1038/nn.2303"
)
KVELLO_2024 = "Kvello 2024, PLoS ONE 19:e0301090, doi:10.1371/journal.pone.0301090"
TVERSKY_1971 = "Tversky and Kahneman 1971, Psychol Bull 76:105, doi:10.1037/h0031322"
YAN_2024 = "Yan, Bai, Tang and Wong 2024, arXiv:2409.08290"
