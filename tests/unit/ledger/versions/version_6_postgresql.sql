-- A ledger of version 6 as PostgreSQL kept it: the form of that version, and a few rows. Never changes.
CREATE TABLE documents (
    sha256 VARCHAR(64) NOT NULL,
    doc_id TEXT NOT NULL,
    text TEXT NOT NULL,
    raw BYTEA,
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
CREATE INDEX ix_documents_doc_id ON documents (doc_id);
CREATE TABLE endings (
    number SERIAL NOT NULL,
    position_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind in ('withdrawn', 'superseded', 'expired', 'corrected', 'stands')),
    since TEXT NOT NULL,
    since_last TEXT NOT NULL,
    by TEXT NOT NULL,
    reason TEXT NOT NULL,
    by_position TEXT,
    source TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (number)
);
CREATE INDEX ix_endings_position_id ON endings (position_id);
CREATE TABLE facts (
    number SERIAL NOT NULL,
    fact_id TEXT NOT NULL,
    holds BOOLEAN,
    since TEXT NOT NULL,
    since_last TEXT NOT NULL,
    by TEXT NOT NULL,
    source TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    note TEXT,
    PRIMARY KEY (number)
);
CREATE INDEX ix_facts_fact_id ON facts (fact_id);
CREATE TABLE judgements (
    number SERIAL NOT NULL,
    position_id TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict in ('accept', 'correct', 'reject')),
    by TEXT NOT NULL,
    reason TEXT NOT NULL,
    corrected JSON,
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (number)
);
CREATE INDEX ix_judgements_position_id ON judgements (position_id);
CREATE TABLE ledger_format (
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (version)
);
CREATE TABLE looks (
    number SERIAL NOT NULL,
    name TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (number)
);
CREATE INDEX ix_looks_name ON looks (name);
CREATE TABLE readings (
    number SERIAL NOT NULL,
    document VARCHAR(64),
    reader TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status in ('read', 'unread')),
    reason TEXT,
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (number),
    UNIQUE (document, reader),
    FOREIGN KEY(document) REFERENCES documents (sha256)
);
CREATE TABLE searchable (
    number SERIAL NOT NULL,
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
CREATE TABLE stories (
    number SERIAL NOT NULL,
    document VARCHAR(64) NOT NULL,
    story TEXT NOT NULL,
    relation TEXT NOT NULL CHECK (relation in ('same', 'cut', 'contained', 'edition', 'correction', 'origin')),
    similarity FLOAT NOT NULL,
    details JSON NOT NULL,
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (number),
    FOREIGN KEY(document) REFERENCES documents (sha256)
);
CREATE INDEX ix_stories_document ON stories (document);
CREATE INDEX ix_stories_story ON stories (story);
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
CREATE UNIQUE INDEX coded_once ON positions (id) WHERE basis <> 'quoted';
CREATE INDEX ix_positions_measure_id ON positions (measure_id);
CREATE INDEX ix_positions_said_last ON positions (said_last);
CREATE INDEX positions_by_id ON positions (id);
CREATE TABLE statements (
    actor_id TEXT NOT NULL,
    measure_id TEXT NOT NULL,
    said_last TEXT NOT NULL,
    reading INTEGER NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (actor_id, measure_id, said_last, reading, id),
    FOREIGN KEY(reading, id) REFERENCES positions (reading, id)
);
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
);
CREATE TABLE search_words (number integer PRIMARY KEY REFERENCES searchable (number), words tsvector NOT NULL);
CREATE INDEX search_words_found ON search_words USING gin (words);
CREATE OR REPLACE FUNCTION willing_refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the ledger only appends: rows are neither changed nor deleted'; END $$;
CREATE TRIGGER documents_only_appends BEFORE UPDATE OR DELETE OR TRUNCATE ON documents FOR EACH STATEMENT EXECUTE FUNCTION willing_refuse_change();
CREATE TRIGGER endings_only_appends BEFORE UPDATE OR DELETE OR TRUNCATE ON endings FOR EACH STATEMENT EXECUTE FUNCTION willing_refuse_change();
CREATE TRIGGER facts_only_appends BEFORE UPDATE OR DELETE OR TRUNCATE ON facts FOR EACH STATEMENT EXECUTE FUNCTION willing_refuse_change();
CREATE TRIGGER judgements_only_appends BEFORE UPDATE OR DELETE OR TRUNCATE ON judgements FOR EACH STATEMENT EXECUTE FUNCTION willing_refuse_change();
CREATE TRIGGER ledger_format_only_appends BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_format FOR EACH STATEMENT EXECUTE FUNCTION willing_refuse_change();
CREATE TRIGGER looks_only_appends BEFORE UPDATE OR DELETE OR TRUNCATE ON looks FOR EACH STATEMENT EXECUTE FUNCTION willing_refuse_change();
CREATE TRIGGER readings_only_appends BEFORE UPDATE OR DELETE OR TRUNCATE ON readings FOR EACH STATEMENT EXECUTE FUNCTION willing_refuse_change();
CREATE TRIGGER searchable_only_appends BEFORE UPDATE OR DELETE OR TRUNCATE ON searchable FOR EACH STATEMENT EXECUTE FUNCTION willing_refuse_change();
CREATE TRIGGER stories_only_appends BEFORE UPDATE OR DELETE OR TRUNCATE ON stories FOR EACH STATEMENT EXECUTE FUNCTION willing_refuse_change();
CREATE TRIGGER positions_only_appends BEFORE UPDATE OR DELETE OR TRUNCATE ON positions FOR EACH STATEMENT EXECUTE FUNCTION willing_refuse_change();
CREATE TRIGGER statements_only_appends BEFORE UPDATE OR DELETE OR TRUNCATE ON statements FOR EACH STATEMENT EXECUTE FUNCTION willing_refuse_change();
CREATE TRIGGER search_words_only_appends BEFORE UPDATE OR DELETE OR TRUNCATE ON search_words FOR EACH STATEMENT EXECUTE FUNCTION willing_refuse_change();
INSERT INTO documents VALUES ('c5fd5c0fc030935c56e689e243bf52ef25c1760cb31349a1b089d57558a338aa', 'summit.txt', 'France will send 500 troops if a cease-fire holds, its minister said. Spain has not decided.', NULL, 'text/plain', NULL, 'The Paper', NULL, NULL, NULL, '2026-01-06', NULL, false, '2026-01-07T10:00:00.000000Z');
INSERT INTO documents VALUES ('67defe6307d25f20832fdd8e957c5d08c9ed6bd2d9d51df082eff5e208fa7043', 'notiz.txt', 'Spanien überlegt noch.', NULL, 'text/plain', NULL, 'The Paper', NULL, NULL, 'de', '2026-01-06', NULL, false, '2026-01-07T11:00:00.000000Z');
INSERT INTO facts VALUES (1, 'ceasefire', NULL, '2026-01', '2026-01-31', 'A Reader', '', '2026-01-09T10:00:00.000000Z', 'not settled');
INSERT INTO judgements VALUES (1, '6a172ad30a77', 'accept', 'A Reader', 'as quoted', NULL, '2026-01-09T10:00:00.000000Z');
INSERT INTO ledger_format VALUES (1, '2026-01-06T09:00:00.000000Z');
INSERT INTO readings VALUES (1, 'c5fd5c0fc030935c56e689e243bf52ef25c1760cb31349a1b089d57558a338aa', 'local 1', 'read', NULL, '2026-01-07T10:00:00.000000Z');
INSERT INTO readings VALUES (2, '67defe6307d25f20832fdd8e957c5d08c9ed6bd2d9d51df082eff5e208fa7043', 'local 1', 'unread', 'German', '2026-01-07T11:00:00.000000Z');
INSERT INTO readings VALUES (3, NULL, 'coding', 'read', NULL, '2026-01-08T10:00:00.000000Z');
INSERT INTO positions VALUES (1, '6a172ad30a77', 'quoted', 'troops', 'committed', '2026-01-06', 'published', '2026-01-06', '2026-01-06', 0, 49, 'France will send 500 troops if a cease-fire holds', '', ', its minister said. Spain has n', 0.875, true, '{"doc_id": "summit.txt", "evidence": [0, 49], "actor": [0, 6], "actor_ids": ["FRA"], "quantifier": null, "stance": "committed", "able": null, "measure": [21, 27], "measure_id": "troops", "by_ids": [], "for_ids": [], "quantity": {"value": 500, "unit": "troops"}, "conditions": [{"span": [28, 49], "id": "ceasefire", "relation": "requires", "negated": false}], "when": null, "speaker": [51, 63], "speaker_ids": ["FRA"], "speaker_kind": "named", "directness": "asserted", "quote": "France will send 500 troops if a cease-fire holds", "confidence": 0.875, "sure": true, "context": ["", ", its minister said. Spain has n"], "reader": "local 1", "basis": "quoted", "coding": null, "words": {"actor": "France", "measure": "troops", "speaker": "its minister", "when": null, "conditions": ["if a cease-fire holds"]}}');
INSERT INTO positions VALUES (1, 'fd8138bfdbaf', 'quoted', 'troops', 'undecided', '2026-01-06', 'published', '2026-01-06', '2026-01-06', 70, 92, 'Spain has not decided.', '-fire holds, its minister said. ', '', 0.4, false, '{"doc_id": "summit.txt", "evidence": [70, 92], "actor": [70, 75], "actor_ids": ["ESP"], "quantifier": null, "stance": "undecided", "able": null, "measure": null, "measure_id": "troops", "by_ids": [], "for_ids": [], "quantity": null, "conditions": [], "when": null, "speaker": null, "speaker_ids": [], "speaker_kind": "outlet", "directness": "asserted", "quote": "Spain has not decided.", "confidence": 0.4, "sure": false, "context": ["-fire holds, its minister said. ", ""], "reader": "local 1", "basis": "quoted", "coding": null, "words": {"actor": "Spain", "measure": null, "speaker": null, "when": null, "conditions": []}}');
INSERT INTO positions VALUES (3, '15c1c99f09b9', 'coded', 'troops', 'willing', '2026-01', 'said', '2026-01-01', '2026-01-08', NULL, NULL, NULL, NULL, NULL, 1, true, '{"doc_id": "row-7", "evidence": null, "actor": null, "actor_ids": ["GBR"], "quantifier": null, "stance": "willing", "able": null, "measure": null, "measure_id": "troops", "by_ids": [], "for_ids": [], "quantity": null, "conditions": [], "when": null, "speaker": null, "speaker_ids": [], "speaker_kind": "named", "directness": "asserted", "quote": null, "confidence": 1.0, "sure": true, "context": null, "reader": "", "basis": "coded", "coding": {"summary": "Offers a force.", "publisher": "The Paper", "url": null, "said": "2026-01", "published": null, "speaker": "A, prime minister", "speaks_for": "actor", "coder": "", "source_confidence": "", "note": ""}, "words": {"actor": null, "measure": null, "speaker": null, "when": null, "conditions": []}}');
INSERT INTO statements VALUES ('FRA', 'troops', '2026-01-06', 1, '6a172ad30a77');
INSERT INTO statements VALUES ('ESP', 'troops', '2026-01-06', 1, 'fd8138bfdbaf');
INSERT INTO statements VALUES ('GBR', 'troops', '2026-01-08', 3, '15c1c99f09b9');
INSERT INTO ledger_format VALUES (2, '2026-01-10T09:00:00.000000Z');
INSERT INTO stories VALUES (1, 'c5fd5c0fc030935c56e689e243bf52ef25c1760cb31349a1b089d57558a338aa', 's-1', 'origin', 1.0, '{}', '2026-01-10T10:00:00.000000Z');
INSERT INTO endings VALUES (1, 'fd8138bfdbaf', 'expired', '2026-02', '2026-02-28', 'A Reader', 'decided since', NULL, '', '2026-02-10T10:00:00.000000Z');
INSERT INTO looks VALUES (1, 'A Reader', '2026-02-11T10:00:00.000000Z');
INSERT INTO ledger_format VALUES (3, '2026-02-20T09:00:00.000000Z');
INSERT INTO ledger_format VALUES (4, '2026-03-01T09:00:00.000000Z');
INSERT INTO ledger_format VALUES (5, '2026-03-20T09:00:00.000000Z');
INSERT INTO ledger_format VALUES (6, '2026-05-04T09:00:00.000000Z');
INSERT INTO searchable VALUES (1, '67defe6307d25f20832fdd8e957c5d08c9ed6bd2d9d51df082eff5e208fa7043', 0, NULL, '2026-01-06', false, '2026-01-07T11:00:00.000000Z');
INSERT INTO searchable VALUES (2, 'c5fd5c0fc030935c56e689e243bf52ef25c1760cb31349a1b089d57558a338aa', 0, NULL, '2026-01-06', false, '2026-01-07T10:00:00.000000Z');
INSERT INTO searchable VALUES (3, NULL, 0, '15c1c99f09b9', '2026-01-08', false, '2026-01-08T10:00:00.000000Z');
INSERT INTO search_words VALUES (1, '''spanien'':2B ''uberlegt'':3B ''noch'':4B');
INSERT INTO search_words VALUES (2, '''france'':2B ''will'':3B ''send'':4B ''500'':5B ''troops'':6B ''if'':7B ''a'':8B ''cease'':9B ''fire'':10B ''holds'':11B ''its'':12B ''minister'':13B ''said'':14B ''spain'':15B ''has'':16B ''not'':17B ''decided'':18B');
INSERT INTO search_words VALUES (3, '''a'':1A,8B ''prime'':2A ''minister'':3A ''the'':4A ''paper'':5A ''offers'':7B ''force'':9B');
INSERT INTO standing_scopes VALUES ('an older rule', 3, 1, 1, 1, '2026-03-01', '2026-03-01T10:00:00.000000Z');
INSERT INTO standing_cells VALUES ('an older rule', 'FRA', 'troops', '[]', '[]');
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
INSERT INTO watched_items VALUES ('https://example.org/feed.xml', 'https://example.org/1', 'b1946ac9', 2, false, '2026-05-04T10:00:00.000000Z');
INSERT INTO alerts VALUES ('0b17', '2026-05-04T10:00:00.000000Z', true, '{"id": "0b17"}');
SELECT setval('facts_number_seq', 1);
SELECT setval('judgements_number_seq', 1);
SELECT setval('readings_number_seq', 3);
SELECT setval('stories_number_seq', 1);
SELECT setval('endings_number_seq', 1);
SELECT setval('looks_number_seq', 1);
SELECT setval('searchable_number_seq', 3);
