"""The dossier (卷宗) of a case as files: where each paper goes, its cover, list and note sheet, and the volumes bound of them."""
