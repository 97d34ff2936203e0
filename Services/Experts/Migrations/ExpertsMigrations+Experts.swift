import ServiceKit

extension ExpertsMigrations {
    static let experts = """
        CREATE SEQUENCE experts.experts_code;
        CREATE TABLE experts.experts (
            \(ServiceTables.systemColumns),
            name_zh text,
            name_en text,
            nationality text NOT NULL,
            sex text,
            born_on date,
            tier text NOT NULL,
            affiliation uuid,
            affiliation_name_zh text,
            affiliation_name_en text,
            position text,
            highest_degree text,
            isced text,
            speciality text,
            languages text[],
            orcid text,
            website text,
            passport_number text,
            passport_expires_on date,
            email text,
            phone text,
            emergency_contact text,
            note text,
            CONSTRAINT experts_code_key UNIQUE (code),
            CONSTRAINT experts_state_check CHECK (state IN ('active', 'archived')),
            CONSTRAINT experts_name_check CHECK (num_nonnulls(name_zh, name_en) > 0),
            CONSTRAINT experts_nationality_check CHECK (nationality ~ '^[A-Z]{2}$'),
            CONSTRAINT experts_sex_check CHECK (sex IN ('0', '1', '2', '9')),
            CONSTRAINT experts_tier_check CHECK (tier IN ('academic_master', 'key_scholar', 'high_level',
                'professional', 'language_teacher')),
            CONSTRAINT experts_highest_degree_check CHECK (highest_degree IN ('5', '6', '7', '8')),
            CONSTRAINT experts_isced_check CHECK (isced ~ '^[0-9]{4}$'),
            -- One person, one record: neither an ORCID iD nor a passport belongs to two.
            CONSTRAINT experts_orcid_key UNIQUE (orcid),
            CONSTRAINT experts_passport_number_key UNIQUE (passport_number)
        );
        CREATE INDEX experts_affiliation ON experts.experts (affiliation) WHERE affiliation IS NOT NULL;
        CREATE INDEX experts_unit ON experts.experts (unit);
        CREATE INDEX experts_search ON experts.experts USING gin (search public.gin_trgm_ops);

        CREATE TABLE experts.experts_names (
            parent_id uuid NOT NULL REFERENCES experts.experts (id) ON DELETE CASCADE,
            ordinal int NOT NULL CHECK (ordinal >= 0),
            full_name text NOT NULL,
            given text,
            family text,
            lang text,
            in_passport boolean,
            PRIMARY KEY (parent_id, ordinal)
        );
        """
}
