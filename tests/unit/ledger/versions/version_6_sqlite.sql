-- A ledger of version 6 as SQLite kept it: the form of that version, and a few rows. Never changes.
BEGIN TRANSACTION;
CREATE TABLE documents (
    sha256 VARCHAR(64) NOT NULL,
    doc_id TEXT NOT NULL,
    text TEXT NOT NULL,
    raw BLOB,
    media_type TEXT NOT NULL,
    title TEXT,
    outlet TEXT,
    author TEXT,
    url TEXT,
    language TEXT,
    published TEXT,
    retrieved TEXT,
    demo BOOLEAN NOT NULL,
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (sha256)
);
INSERT INTO "documents" VALUES('c5fd5c0fc030935c56e689e243bf52ef25c1760cb31349a1b089d57558a338aa','summit.txt','France will send 500 troops if a cease-fire holds, its minister said. Spain has not decided.',NULL,'text/plain',NULL,'The Paper',NULL,NULL,NULL,'2026-01-06',NULL,0,'2026-01-07T10:00:00.000000Z');
INSERT INTO "documents" VALUES('67defe6307d25f20832fdd8e957c5d08c9ed6bd2d9d51df082eff5e208fa7043','notiz.txt','Spanien überlegt noch.',NULL,'text/plain',NULL,'The Paper',NULL,NULL,'de','2026-01-06',NULL,0,'2026-01-07T11:00:00.000000Z');
CREATE TABLE endings (
    number INTEGER NOT NULL,
    position_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind in ('withdrawn', 'superseded', 'expired', 'corrected', 'stands')),
    since TEXT NOT NULL,
    since_last TEXT NOT NULL,
    "by" TEXT NOT NULL,
    reason TEXT NOT NULL,
    by_position TEXT,
    source TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (number)
);
INSERT INTO "endings" VALUES(1,'fd8138bfdbaf','expired','2026-02','2026-02-28','A Reader','decided since',NULL,'','2026-02-10T10:00:00.000000Z');
CREATE TABLE facts (
    number INTEGER NOT NULL,
    fact_id TEXT NOT NULL,
    holds BOOLEAN,
    since TEXT NOT NULL,
    since_last TEXT NOT NULL,
    "by" TEXT NOT NULL,
    source TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    note TEXT,
    PRIMARY KEY (number)
);
INSERT INTO "facts" VALUES(1,'ceasefire',NULL,'2026-01','2026-01-31','A Reader','','2026-01-09T10:00:00.000000Z','not settled');
CREATE TABLE judgements (
    number INTEGER NOT NULL,
    position_id TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict in ('accept', 'correct', 'reject')),
    "by" TEXT NOT NULL,
    reason TEXT NOT NULL,
    corrected JSON,
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (number)
);
INSERT INTO "judgements" VALUES(1,'6a172ad30a77','accept','A Reader','as quoted',NULL,'2026-01-09T10:00:00.000000Z');
CREATE TABLE ledger_format (
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (version)
);
INSERT INTO "ledger_format" VALUES(1,'2026-01-06T09:00:00.000000Z');
INSERT INTO "ledger_format" VALUES(2,'2026-01-10T09:00:00.000000Z');
INSERT INTO "ledger_format" VALUES(3,'2026-02-20T09:00:00.000000Z');
INSERT INTO "ledger_format" VALUES(4,'2026-03-01T09:00:00.000000Z');
INSERT INTO "ledger_format" VALUES(5,'2026-03-20T09:00:00.000000Z');
INSERT INTO "ledger_format" VALUES(6,'2026-05-04T09:00:00.000000Z');
CREATE TABLE looks (
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (number)
);
INSERT INTO "looks" VALUES(1,'A Reader','2026-02-11T10:00:00.000000Z');
CREATE TABLE positions (
    reading INTEGER NOT NULL,
    id TEXT NOT NULL,
    basis TEXT NOT NULL,
    measure_id TEXT NOT NULL,
    stance TEXT NOT NULL,
    said TEXT NOT NULL,
    said_basis TEXT NOT NULL,
    said_first TEXT NOT NULL,
    said_last TEXT NOT NULL,
    quote_start INTEGER,
    quote_end INTEGER,
    quote_exact TEXT,
    quote_prefix TEXT,
    quote_suffix TEXT,
    confidence FLOAT NOT NULL,
    sure BOOLEAN NOT NULL,
    record JSON NOT NULL,
    PRIMARY KEY (reading, id),
    CHECK ((basis = 'quoted') = (quote_exact is not null)),
    FOREIGN KEY(reading) REFERENCES readings (number)
);
INSERT INTO "positions" VALUES(1,'6a172ad30a77','quoted','troops','committed','2026-01-06','published','2026-01-06','2026-01-06',0,49,'France will send 500 troops if a cease-fire holds','',', its minister said. Spain has n',0.875,1,'{"doc_id": "summit.txt", "evidence": [0, 49], "actor": [0, 6], "actor_ids": ["FRA"], "quantifier": null, "stance": "committed", "able": null, "measure": [21, 27], "measure_id": "troops", "by_ids": [], "for_ids": [], "quantity": {"value": 500, "unit": "troops"}, "conditions": [{"span": [28, 49], "id": "ceasefire", "relation": "requires", "negated": false}], "when": null, "speaker": [51, 63], "speaker_ids": ["FRA"], "speaker_kind": "named", "directness": "asserted", "quote": "France will send 500 troops if a cease-fire holds", "confidence": 0.875, "sure": true, "context": ["", ", its minister said. Spain has n"], "reader": "local 1", "basis": "quoted", "coding": null, "words": {"actor": "France", "measure": "troops", "speaker": "its minister", "when": null, "conditions": ["if a cease-fire holds"]}}');
INSERT INTO "positions" VALUES(1,'fd8138bfdbaf','quoted','troops','undecided','2026-01-06','published','2026-01-06','2026-01-06',70,92,'Spain has not decided.','-fire holds, its minister said. ','',0.4,0,'{"doc_id": "summit.txt", "evidence": [70, 92], "actor": [70, 75], "actor_ids": ["ESP"], "quantifier": null, "stance": "undecided", "able": null, "measure": null, "measure_id": "troops", "by_ids": [], "for_ids": [], "quantity": null, "conditions": [], "when": null, "speaker": null, "speaker_ids": [], "speaker_kind": "outlet", "directness": "asserted", "quote": "Spain has not decided.", "confidence": 0.4, "sure": false, "context": ["-fire holds, its minister said. ", ""], "reader": "local 1", "basis": "quoted", "coding": null, "words": {"actor": "Spain", "measure": null, "speaker": null, "when": null, "conditions": []}}');
INSERT INTO "positions" VALUES(3,'15c1c99f09b9','coded','troops','willing','2026-01','said','2026-01-01','2026-01-08',NULL,NULL,NULL,NULL,NULL,1.0,1,'{"doc_id": "row-7", "evidence": null, "actor": null, "actor_ids": ["GBR"], "quantifier": null, "stance": "willing", "able": null, "measure": null, "measure_id": "troops", "by_ids": [], "for_ids": [], "quantity": null, "conditions": [], "when": null, "speaker": null, "speaker_ids": [], "speaker_kind": "named", "directness": "asserted", "quote": null, "confidence": 1.0, "sure": true, "context": null, "reader": "", "basis": "coded", "coding": {"summary": "Offers a force.", "publisher": "The Paper", "url": null, "said": "2026-01", "published": null, "speaker": "A, prime minister", "speaks_for": "actor", "coder": "", "source_confidence": "", "note": ""}, "words": {"actor": null, "measure": null, "speaker": null, "when": null, "conditions": []}}');
CREATE TABLE statements (
    actor_id TEXT NOT NULL,
    measure_id TEXT NOT NULL,
    said_last TEXT NOT NULL,
    reading INTEGER NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (actor_id, measure_id, said_last, reading, id),
    FOREIGN KEY(reading, id) REFERENCES positions (reading, id)
) WITHOUT ROWID;
INSERT INTO "statements" VALUES('FRA','troops','2026-01-06',1,'6a172ad30a77');
INSERT INTO "statements" VALUES('ESP','troops','2026-01-06',1,'fd8138bfdbaf');
INSERT INTO "statements" VALUES('GBR','troops','2026-01-08',3,'15c1c99f09b9');
CREATE TABLE standing_scopes (
    scope TEXT NOT NULL,
    reading INTEGER NOT NULL,
    judgement INTEGER NOT NULL,
    ending INTEGER NOT NULL,
    story INTEGER NOT NULL,
    day TEXT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (scope)
);
CREATE TABLE standing_cells (
    scope TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    measure_id TEXT NOT NULL,
    cells JSON NOT NULL,
    entries JSON NOT NULL,
    PRIMARY KEY (scope, actor_id, measure_id)
) WITHOUT ROWID;
INSERT INTO "standing_scopes" VALUES('an older rule',3,1,1,1,'2026-03-01','2026-03-01T10:00:00.000000Z');
INSERT INTO "standing_cells" VALUES('an older rule','FRA','troops','[]','[]');
CREATE TABLE readings (
    number INTEGER NOT NULL,
    document VARCHAR(64),
    reader TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status in ('read', 'unread')),
    reason TEXT,
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (number),
    UNIQUE (document, reader),
    FOREIGN KEY(document) REFERENCES documents (sha256)
);
INSERT INTO "readings" VALUES(1,'c5fd5c0fc030935c56e689e243bf52ef25c1760cb31349a1b089d57558a338aa','local 1','read',NULL,'2026-01-07T10:00:00.000000Z');
INSERT INTO "readings" VALUES(2,'67defe6307d25f20832fdd8e957c5d08c9ed6bd2d9d51df082eff5e208fa7043','local 1','unread','German','2026-01-07T11:00:00.000000Z');
INSERT INTO "readings" VALUES(3,NULL,'coding','read',NULL,'2026-01-08T10:00:00.000000Z');
CREATE TABLE searchable (
    number INTEGER NOT NULL,
    document VARCHAR(64),
    part INTEGER NOT NULL,
    position_id TEXT,
    day TEXT NOT NULL,
    demo BOOLEAN NOT NULL,
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (number),
    UNIQUE (document, part),
    FOREIGN KEY(document) REFERENCES documents (sha256),
    UNIQUE (position_id)
);
INSERT INTO "searchable" VALUES(1,'67defe6307d25f20832fdd8e957c5d08c9ed6bd2d9d51df082eff5e208fa7043',0,NULL,'2026-01-06',0,'2026-01-07T11:00:00.000000Z');
INSERT INTO "searchable" VALUES(2,'c5fd5c0fc030935c56e689e243bf52ef25c1760cb31349a1b089d57558a338aa',0,NULL,'2026-01-06',0,'2026-01-07T10:00:00.000000Z');
INSERT INTO "searchable" VALUES(3,NULL,0,'15c1c99f09b9','2026-01-08',0,'2026-01-08T10:00:00.000000Z');
CREATE TABLE stories (
    number INTEGER NOT NULL,
    document VARCHAR(64) NOT NULL,
    story TEXT NOT NULL,
    relation TEXT NOT NULL CHECK (relation in ('same', 'cut', 'contained', 'edition', 'correction', 'origin')),
    similarity FLOAT NOT NULL,
    details JSON NOT NULL,
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (number),
    FOREIGN KEY(document) REFERENCES documents (sha256)
);
INSERT INTO "stories" VALUES(1,'c5fd5c0fc030935c56e689e243bf52ef25c1760cb31349a1b089d57558a338aa','s-1','origin',1.0,'{}','2026-01-10T10:00:00.000000Z');
CREATE INDEX ix_documents_doc_id ON documents (doc_id);
CREATE INDEX ix_judgements_position_id ON judgements (position_id);
CREATE INDEX ix_facts_fact_id ON facts (fact_id);
CREATE INDEX ix_positions_measure_id ON positions (measure_id);
CREATE INDEX positions_by_id ON positions (id);
CREATE UNIQUE INDEX coded_once ON positions (id) WHERE basis <> 'quoted';
CREATE INDEX ix_positions_said_last ON positions (said_last);
CREATE TRIGGER documents_no_update BEFORE UPDATE ON documents BEGIN SELECT RAISE(ABORT, 'the ledger only appends: rows are neither changed nor deleted'); END;
CREATE TRIGGER documents_no_delete BEFORE DELETE ON documents BEGIN SELECT RAISE(ABORT, 'the ledger only appends: rows are neither changed nor deleted'); END;
CREATE TRIGGER documents_no_replace_0 BEFORE INSERT ON documents WHEN EXISTS (SELECT 1 FROM documents WHERE sha256 = NEW.sha256) BEGIN SELECT RAISE(ABORT, 'the ledger only appends: rows are neither changed nor deleted'); END;
CREATE TRIGGER facts_no_update BEFORE UPDATE ON facts BEGIN SELECT RAISE(ABORT, 'the ledger only appends: rows are neither changed nor deleted'); END;
CREATE TRIGGER facts_no_delete BEFORE DELETE ON facts BEGIN SELECT RAISE(ABORT, 'the ledger only appends: rows are neither changed nor deleted'); END;
CREATE TRIGGER facts_no_replace_0 BEFORE INSERT ON facts WHEN EXISTS (SELECT 1 FROM facts WHERE number = NEW.number) BEGIN SELECT RAISE(ABORT, 'the ledger only appends: rows are neither changed nor deleted'); END;
CREATE TRIGGER judgements_no_update BEFORE UPDATE ON judgements BEGIN SELECT RAISE(ABORT, 'the ledger only appends: rows are neither changed nor deleted'); END;
CREATE TRIGGER judgements_no_delete BEFORE DELETE ON judgements BEGIN SELECT RAISE(ABORT, 'the ledger only appends: rows are neither changed nor deleted'); END;
CREATE TRIGGER judgements_no_replace_0 BEFORE INSERT ON judgements WHEN EXISTS (SELECT 1 FROM judgements WHERE number = NEW.number) BEGIN SELECT RAISE(ABORT, 'the ledger only appends: rows are neither changed nor deleted'); END;
CREATE TRIGGER ledger_format_no_update BEFORE UPDATE ON ledger_format BEGIN SELECT RAISE(ABORT, 'the ledger only appends: rows are neither changed nor deleted'); END;
CREATE TRIGGER ledger_format_no_delete BEFORE DELETE ON ledger_format BEGIN SELECT RAISE(ABORT, 'the ledger only appends: rows are neither changed nor deleted'); END;
CREATE TRIGGER ledger_format_no_replace_0 BEFORE INSERT ON ledger_format WHEN EXISTS (SELECT 1 FROM ledger_format WHERE version = NEW.version) BEGIN SELECT RAISE(ABORT, 'the ledger only appends: rows are neither changed nor deleted'); END;
CREATE TRIGGER readings_no_update BEFORE UPDATE ON readings BEGIN SELECT RAISE(ABORT, 'the ledger only appends: rows are neither changed nor deleted'); END;
CREATE TRIGGER readings_no_delete BEFORE DELETE ON readings BEGIN SELECT RAISE(ABORT, 'the ledger only appends: rows are neither changed nor deleted'); END;
CREATE TRIGGER readings_no_replace_0 BEFORE INSERT ON readings WHEN EXISTS (SELECT 1 FROM readings WHERE number = NEW.number) BEGIN SELECT RAISE(ABORT, 'the ledger only appends: rows are neither changed nor deleted'); END;
CREATE TRIGGER readings_no_replace_1 BEFORE INSERT ON readings WHEN EXISTS (SELECT 1 FROM readings WHERE document = NEW.document AND reader = NEW.reader) BEGIN SELECT RAISE(ABORT, 'the ledger only appends: rows are neither changed nor deleted'); END;
CREATE TRIGGER positions_no_update BEFORE UPDATE ON positions BEGIN SELECT RAISE(ABORT, 'the ledger only appends: rows are neither changed nor deleted'); END;
CREATE TRIGGER positions_no_delete BEFORE DELETE ON positions BEGIN SELECT RAISE(ABORT, 'the ledger only appends: rows are neither changed nor deleted'); END;
CREATE TRIGGER positions_no_replace_0 BEFORE INSERT ON positions WHEN EXISTS (SELECT 1 FROM positions WHERE reading = NEW.reading AND id = NEW.id) BEGIN SELECT RAISE(ABORT, 'the ledger only appends: rows are neither changed nor deleted'); END;
CREATE TRIGGER positions_no_replace_1 BEFORE INSERT ON positions WHEN EXISTS (SELECT 1 FROM positions WHERE id = NEW.id AND basis <> 'quoted') AND NEW.basis <> 'quoted' BEGIN SELECT RAISE(ABORT, 'the ledger only appends: rows are neither changed nor deleted'); END;
CREATE INDEX ix_stories_document ON stories (document);
CREATE INDEX ix_stories_story ON stories (story);
CREATE INDEX ix_endings_position_id ON endings (position_id);
CREATE INDEX ix_looks_name ON looks (name);
CREATE TRIGGER statements_no_update BEFORE UPDATE ON statements BEGIN SELECT RAISE(ABORT, 'the ledger only appends: rows are neither changed nor deleted'); END;
CREATE TRIGGER statements_no_delete BEFORE DELETE ON statements BEGIN SELECT RAISE(ABORT, 'the ledger only appends: rows are neither changed nor deleted'); END;
CREATE TRIGGER statements_no_replace_0 BEFORE INSERT ON statements WHEN EXISTS (SELECT 1 FROM statements WHERE actor_id = NEW.actor_id AND measure_id = NEW.measure_id AND said_last = NEW.said_last AND reading = NEW.reading AND id = NEW.id) BEGIN SELECT RAISE(ABORT, 'the ledger only appends: rows are neither changed nor deleted'); END;
CREATE TRIGGER stories_no_update BEFORE UPDATE ON stories BEGIN SELECT RAISE(ABORT, 'the ledger only appends: rows are neither changed nor deleted'); END;
CREATE TRIGGER stories_no_delete BEFORE DELETE ON stories BEGIN SELECT RAISE(ABORT, 'the ledger only appends: rows are neither changed nor deleted'); END;
CREATE TRIGGER stories_no_replace_0 BEFORE INSERT ON stories WHEN EXISTS (SELECT 1 FROM stories WHERE number = NEW.number) BEGIN SELECT RAISE(ABORT, 'the ledger only appends: rows are neither changed nor deleted'); END;
CREATE TRIGGER endings_no_update BEFORE UPDATE ON endings BEGIN SELECT RAISE(ABORT, 'the ledger only appends: rows are neither changed nor deleted'); END;
CREATE TRIGGER endings_no_delete BEFORE DELETE ON endings BEGIN SELECT RAISE(ABORT, 'the ledger only appends: rows are neither changed nor deleted'); END;
CREATE TRIGGER endings_no_replace_0 BEFORE INSERT ON endings WHEN EXISTS (SELECT 1 FROM endings WHERE number = NEW.number) BEGIN SELECT RAISE(ABORT, 'the ledger only appends: rows are neither changed nor deleted'); END;
CREATE TRIGGER looks_no_update BEFORE UPDATE ON looks BEGIN SELECT RAISE(ABORT, 'the ledger only appends: rows are neither changed nor deleted'); END;
CREATE TRIGGER looks_no_delete BEFORE DELETE ON looks BEGIN SELECT RAISE(ABORT, 'the ledger only appends: rows are neither changed nor deleted'); END;
CREATE TRIGGER looks_no_replace_0 BEFORE INSERT ON looks WHEN EXISTS (SELECT 1 FROM looks WHERE number = NEW.number) BEGIN SELECT RAISE(ABORT, 'the ledger only appends: rows are neither changed nor deleted'); END;
CREATE TRIGGER searchable_no_update BEFORE UPDATE ON searchable BEGIN SELECT RAISE(ABORT, 'the ledger only appends: rows are neither changed nor deleted'); END;
CREATE TRIGGER searchable_no_delete BEFORE DELETE ON searchable BEGIN SELECT RAISE(ABORT, 'the ledger only appends: rows are neither changed nor deleted'); END;
CREATE TRIGGER searchable_no_replace_0 BEFORE INSERT ON searchable WHEN EXISTS (SELECT 1 FROM searchable WHERE number = NEW.number) BEGIN SELECT RAISE(ABORT, 'the ledger only appends: rows are neither changed nor deleted'); END;
CREATE TRIGGER searchable_no_replace_1 BEFORE INSERT ON searchable WHEN EXISTS (SELECT 1 FROM searchable WHERE document = NEW.document AND part = NEW.part) BEGIN SELECT RAISE(ABORT, 'the ledger only appends: rows are neither changed nor deleted'); END;
CREATE TRIGGER searchable_no_replace_2 BEFORE INSERT ON searchable WHEN EXISTS (SELECT 1 FROM searchable WHERE position_id = NEW.position_id) BEGIN SELECT RAISE(ABORT, 'the ledger only appends: rows are neither changed nor deleted'); END;
CREATE VIRTUAL TABLE search_words USING fts5(title, body, content = '', tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO search_words (rowid, title, body) VALUES (1, '', 'spanien uberlegt noch');
INSERT INTO search_words (rowid, title, body) VALUES (2, '', 'france will send 500 troops if a cease fire holds its minister said spain has not decided');
INSERT INTO search_words (rowid, title, body) VALUES (3, 'a prime minister the paper', 'offers a force');
CREATE TABLE watched (
    address TEXT NOT NULL,
    etag TEXT,
    modified TEXT,
    due TEXT NOT NULL,
    failures INTEGER NOT NULL,
    problem TEXT,
    checked_at TEXT,
    PRIMARY KEY (address)
);
CREATE TABLE watched_items (
    address TEXT NOT NULL,
    item TEXT NOT NULL,
    mark TEXT NOT NULL,
    failures INTEGER NOT NULL,
    settled BOOLEAN NOT NULL,
    seen_at TEXT NOT NULL,
    PRIMARY KEY (address, item)
);
CREATE TABLE alerts (
    id TEXT NOT NULL,
    found_at TEXT NOT NULL,
    told BOOLEAN NOT NULL,
    record JSON NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX ix_alerts_found_at ON alerts (found_at);
INSERT INTO watched VALUES ('https://example.org/feed.xml', '"a-1"', NULL, '2026-05-04T10:15:00.000000Z', 0, NULL, '2026-05-04T10:00:00.000000Z');
INSERT INTO watched_items VALUES ('https://example.org/feed.xml', 'https://example.org/1', 'b1946ac9', 2, 0, '2026-05-04T10:00:00.000000Z');
INSERT INTO alerts VALUES ('0b17', '2026-05-04T10:00:00.000000Z', 1, '{"id": "0b17"}');
COMMIT;
