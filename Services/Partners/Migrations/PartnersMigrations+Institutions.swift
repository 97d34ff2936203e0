import ServiceKit

extension PartnersMigrations {
    static let institutions = """
        CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;

        CREATE SEQUENCE partners.institutions_code;
        CREATE TABLE partners.institutions (
            \(ServiceTables.systemColumns),
            title_zh text,
            title_en text,
            kind text NOT NULL,
            country text NOT NULL,
            subdivision text,
            city_zh text,
            city_en text,
            website text,
            parent uuid,
            screened_on date,
            screening_result text,
            screened_by text,
            block_reason text,
            merged_into uuid,
            merged_on date,
            note text,
            CONSTRAINT institutions_code_key UNIQUE (code),
            CONSTRAINT institutions_state_check CHECK (state IN ('prospect', 'in_contact', 'partner',
                'strategic_partner', 'dormant', 'ended', 'blocked', 'merged')),
            CONSTRAINT institutions_title_check CHECK (num_nonnulls(title_zh, title_en) > 0),
            CONSTRAINT institutions_kind_check CHECK (kind IN ('higher_education', 'research_institute', 'enterprise',
                'government', 'network_alliance', 'foundation_ngo', 'hospital', 'school', 'language_agency',
                'recruitment_agency', 'other')),
            CONSTRAINT institutions_country_check CHECK (country ~ '^[A-Z]{2}$'),
            CONSTRAINT institutions_subdivision_check CHECK (subdivision ~ '^[A-Z]{2}-[A-Z0-9]{1,3}$'
                AND left(subdivision, 2) = country),
            CONSTRAINT institutions_screening_result_check
                CHECK (screening_result IN ('clear', 'review', 'restricted')),
            CONSTRAINT institutions_parent_fkey FOREIGN KEY (parent) REFERENCES partners.institutions (id),
            CONSTRAINT institutions_parent_check CHECK (parent <> id),
            CONSTRAINT institutions_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES partners.institutions (id),
            CONSTRAINT institutions_merged_into_check CHECK (merged_into <> id AND (merged_into IS NULL) = (state <> 'merged')),
            CONSTRAINT institutions_merged_on_check CHECK ((merged_on IS NULL) = (merged_into IS NULL))
        );
        CREATE INDEX institutions_country ON partners.institutions (country, kind);
        CREATE INDEX institutions_unit ON partners.institutions (unit);
        CREATE INDEX institutions_parent ON partners.institutions (parent) WHERE parent IS NOT NULL;
        CREATE INDEX institutions_merged_into ON partners.institutions (merged_into) WHERE merged_into IS NOT NULL;
        CREATE INDEX institutions_search ON partners.institutions USING gin (search public.gin_trgm_ops);

        CREATE TABLE partners.institutions_names (
            parent_id uuid NOT NULL REFERENCES partners.institutions (id) ON DELETE CASCADE,
            ordinal int NOT NULL CHECK (ordinal >= 0),
            value text NOT NULL,
            lang text,
            kind text NOT NULL,
            valid_from date,
            valid_to date,
            PRIMARY KEY (parent_id, ordinal),
            CONSTRAINT institutions_names_kind_check
                CHECK (kind IN ('official', 'translated', 'alias', 'acronym', 'former')),
            CONSTRAINT institutions_names_valid_check CHECK (valid_from < valid_to)
        );

        -- A registry gives an id to one institution only; a domain may be shared. The exclusion leaves entries of the
        -- same institution alone, so that they can be put into another order by one statement.
        CREATE TABLE partners.institutions_identifiers (
            parent_id uuid NOT NULL REFERENCES partners.institutions (id) ON DELETE CASCADE,
            ordinal int NOT NULL CHECK (ordinal >= 0),
            scheme text NOT NULL,
            value text NOT NULL,
            preferred boolean,
            PRIMARY KEY (parent_id, ordinal),
            CONSTRAINT institutions_identifiers_value_key
                EXCLUDE USING gist (scheme WITH =, value WITH =, parent_id WITH <>)
                WHERE (scheme NOT IN ('DOMAIN', 'OTHER'))
        );
        CREATE INDEX institutions_identifiers_value ON partners.institutions_identifiers (value, scheme);

        CREATE TABLE partners.institutions_relations (
            parent_id uuid NOT NULL REFERENCES partners.institutions (id) ON DELETE CASCADE,
            ordinal int NOT NULL CHECK (ordinal >= 0),
            relation text NOT NULL,
            institution uuid NOT NULL,
            PRIMARY KEY (parent_id, ordinal),
            CONSTRAINT institutions_relations_relation_check
                CHECK (relation IN ('predecessor', 'successor', 'parent', 'child', 'related')),
            CONSTRAINT institutions_relations_institution_fkey
                FOREIGN KEY (institution) REFERENCES partners.institutions (id),
            CONSTRAINT institutions_relations_institution_check CHECK (institution <> parent_id)
        );
        CREATE INDEX institutions_relations_institution ON partners.institutions_relations (institution);

        CREATE TABLE partners.institutions_tags (
            parent_id uuid NOT NULL REFERENCES partners.institutions (id) ON DELETE CASCADE,
            ordinal int NOT NULL CHECK (ordinal >= 0),
            tag text NOT NULL,
            PRIMARY KEY (parent_id, ordinal)
        );
        CREATE INDEX institutions_tags_tag ON partners.institutions_tags (tag);

        CREATE TABLE partners.institutions_rankings (
            parent_id uuid NOT NULL REFERENCES partners.institutions (id) ON DELETE CASCADE,
            ordinal int NOT NULL CHECK (ordinal >= 0),
            source text NOT NULL,
            year bigint NOT NULL,
            rank bigint NOT NULL,
            subject text,
            PRIMARY KEY (parent_id, ordinal),
            CONSTRAINT institutions_rankings_year_check CHECK (year BETWEEN 1900 AND 2200),
            CONSTRAINT institutions_rankings_rank_check CHECK (rank > 0)
        );

        -- What look-alikes are found by: folded names and the hosts of web sites and domains.
        CREATE TABLE partners.institution_keys (
            institution uuid NOT NULL REFERENCES partners.institutions (id) ON DELETE CASCADE,
            kind text NOT NULL CHECK (kind IN ('name', 'host')),
            value text NOT NULL,
            PRIMARY KEY (value, kind, institution)
        );
        CREATE INDEX institution_keys_institution ON partners.institution_keys (institution);

        -- The institution that stands for another one on a day: itself, or what it had been merged into by then.
        CREATE FUNCTION partners.institution_on(institution uuid, day date) RETURNS uuid
        LANGUAGE sql STABLE AS $$
            WITH RECURSIVE chain (id, depth) AS (
                SELECT institution, 0
                UNION ALL
                SELECT i.merged_into, c.depth + 1
                FROM chain c JOIN partners.institutions i ON i.id = c.id
                WHERE i.merged_on <= day AND c.depth < 64
            )
            SELECT id FROM chain ORDER BY depth DESC LIMIT 1
        $$;
        """
}
