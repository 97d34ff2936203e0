import ServiceKit

extension PartnersMigrations {
    static let agreements = """
        CREATE SEQUENCE partners.agreements_code;
        CREATE TABLE partners.agreements (
            \(ServiceTables.systemColumns),
            title_zh text,
            title_en text,
            types text[] NOT NULL,
            primary_type text NOT NULL,
            level text,
            signed_on date,
            effective_from date,
            effective_to date,
            auto_renew_months bigint,
            auto_renew_notice_days bigint,
            termination_notice bigint,
            termination_notice_unit text,
            languages text[],
            authoritative_language text,
            origin text NOT NULL,
            renewed_from uuid,
            parent_agreement uuid,
            occasion uuid,
            binding text,
            financial_terms text,
            confidentiality text,
            supervisor text,
            change_reason text,
            notice_given_on date,
            ended_by_consent boolean,
            ended_on date,
            end_reason text,
            superseded_by uuid,
            partner_countries text[] NOT NULL,
            country_groups_at_signing text[],
            version_no bigint NOT NULL,
            content_hash text NOT NULL,
            pending_version bigint,
            suspended_on date,
            note text,
            CONSTRAINT agreements_code_key UNIQUE (code),
            CONSTRAINT agreements_state_check CHECK (state IN ('draft', 'internal_review', 'approved_internally', 'sent',
                'negotiating', 'agreed', 'signed', 'in_force', 'suspended', 'terminated', 'superseded', 'rejected',
                'abandoned')),
            CONSTRAINT agreements_title_check CHECK (num_nonnulls(title_zh, title_en) > 0),
            CONSTRAINT agreements_types_check CHECK (cardinality(types) > 0),
            CONSTRAINT agreements_primary_type_check CHECK (primary_type = ANY (types)),
            CONSTRAINT agreements_level_check CHECK (level IN ('university', 'unit')),
            -- Figures of what was signed go by this day alone.
            CONSTRAINT agreements_signed_on_check CHECK ((signed_on IS NOT NULL) = (state IN ('signed', 'in_force',
                'suspended', 'terminated', 'superseded'))),
            CONSTRAINT agreements_effective_check CHECK (effective_from < effective_to),
            CONSTRAINT agreements_auto_renew_months_check CHECK (auto_renew_months > 0),
            CONSTRAINT agreements_auto_renew_notice_days_check CHECK (auto_renew_notice_days >= 0),
            CONSTRAINT agreements_termination_notice_check CHECK (termination_notice > 0),
            CONSTRAINT agreements_termination_notice_unit_check
                CHECK (termination_notice_unit IN ('day', 'month', 'academic_year')),
            CONSTRAINT agreements_origin_check CHECK (origin IN ('new', 'renewal', 'replacement')),
            CONSTRAINT agreements_renewed_from_fkey
                FOREIGN KEY (renewed_from) REFERENCES partners.agreements (id),
            CONSTRAINT agreements_renewed_from_check CHECK (renewed_from <> id),
            CONSTRAINT agreements_parent_agreement_fkey
                FOREIGN KEY (parent_agreement) REFERENCES partners.agreements (id),
            CONSTRAINT agreements_parent_agreement_check CHECK (parent_agreement <> id),
            CONSTRAINT agreements_binding_check CHECK (binding IN ('binding', 'non_binding')),
            CONSTRAINT agreements_confidentiality_check
                CHECK (confidentiality IN ('public', 'internal', 'confidential')),
            CONSTRAINT agreements_ended_on_check
                CHECK ((ended_on IS NOT NULL) = (state IN ('terminated', 'superseded'))),
            CONSTRAINT agreements_superseded_by_fkey
                FOREIGN KEY (superseded_by) REFERENCES partners.agreements (id),
            CONSTRAINT agreements_superseded_by_check
                CHECK (superseded_by <> id AND (superseded_by IS NOT NULL) = (state = 'superseded')),
            CONSTRAINT agreements_version_no_check CHECK (version_no > 0),
            CONSTRAINT agreements_content_hash_check CHECK (content_hash ~ '^[0-9a-f]{64}$'),
            CONSTRAINT agreements_pending_version_check CHECK (pending_version > version_no)
        );
        CREATE INDEX agreements_state ON partners.agreements (state, effective_to);
        CREATE INDEX agreements_signed_on ON partners.agreements (signed_on);
        CREATE INDEX agreements_unit ON partners.agreements (unit);
        CREATE INDEX agreements_types ON partners.agreements USING gin (types);
        CREATE INDEX agreements_partner_countries ON partners.agreements USING gin (partner_countries);
        CREATE INDEX agreements_country_groups ON partners.agreements USING gin (country_groups_at_signing);
        CREATE INDEX agreements_renewed_from ON partners.agreements (renewed_from) WHERE renewed_from IS NOT NULL;
        CREATE INDEX agreements_parent_agreement
            ON partners.agreements (parent_agreement) WHERE parent_agreement IS NOT NULL;
        CREATE INDEX agreements_search ON partners.agreements USING gin (search public.gin_trgm_ops);

        CREATE TABLE partners.agreements_parties (
            parent_id uuid NOT NULL REFERENCES partners.agreements (id) ON DELETE CASCADE,
            ordinal int NOT NULL CHECK (ordinal >= 0),
            no bigint NOT NULL,
            is_own boolean NOT NULL,
            institution uuid,
            unit uuid,
            role text,
            identity text NOT NULL,
            signatory text,
            signed_on date,
            partner_code text,
            PRIMARY KEY (parent_id, ordinal),
            CONSTRAINT agreements_parties_no_check CHECK (no BETWEEN 1 AND 99),
            CONSTRAINT agreements_parties_is_own_check CHECK (is_own = (institution IS NULL)),
            CONSTRAINT agreements_parties_institution_fkey
                FOREIGN KEY (institution) REFERENCES partners.institutions (id),
            CONSTRAINT agreements_parties_unit_fkey
                FOREIGN KEY (institution, unit) REFERENCES partners.partner_units (institution, id),
            CONSTRAINT agreements_parties_unit_check CHECK (unit IS NULL OR institution IS NOT NULL),
            CONSTRAINT agreements_parties_role_check
                CHECK (role IN ('partner', 'coordinator', 'funder', 'host', 'witness'))
        );
        CREATE INDEX agreements_parties_institution ON partners.agreements_parties (institution, parent_id);
        CREATE INDEX agreements_parties_unit ON partners.agreements_parties (unit) WHERE unit IS NOT NULL;

        CREATE TABLE partners.agreements_conditions (
            parent_id uuid NOT NULL REFERENCES partners.agreements (id) ON DELETE CASCADE,
            ordinal int NOT NULL CHECK (ordinal >= 0),
            no bigint NOT NULL,
            activity text NOT NULL,
            sending_party bigint NOT NULL,
            receiving_party bigint NOT NULL,
            first_academic_year text NOT NULL,
            last_academic_year text,
            people_per_year bigint,
            total_months_per_year numeric(12, 2),
            total_days_per_year numeric(12, 2),
            isced text[],
            eqf text[],
            languages text[],
            language_level text,
            blended boolean,
            tuition text,
            other_terms text,
            PRIMARY KEY (parent_id, ordinal),
            CONSTRAINT agreements_conditions_no_check CHECK (no BETWEEN 1 AND 999),
            CONSTRAINT agreements_conditions_activity_check CHECK (activity IN ('student_studies',
                'student_traineeship', 'staff_teaching', 'staff_training', 'research_visit', 'joint_degree_phase')),
            CONSTRAINT agreements_conditions_receiving_party_check CHECK (receiving_party <> sending_party),
            CONSTRAINT agreements_conditions_first_academic_year_check
                CHECK (first_academic_year ~ '^[0-9]{4}/[0-9]{4}$'),
            CONSTRAINT agreements_conditions_last_academic_year_check
                CHECK (last_academic_year ~ '^[0-9]{4}/[0-9]{4}$' AND last_academic_year >= first_academic_year),
            CONSTRAINT agreements_conditions_people_per_year_check CHECK (people_per_year > 0),
            CONSTRAINT agreements_conditions_total_months_per_year_check CHECK (total_months_per_year > 0),
            CONSTRAINT agreements_conditions_total_days_per_year_check CHECK (total_days_per_year > 0),
            CONSTRAINT agreements_conditions_eqf_check CHECK (eqf <@ ARRAY['5', '6', '7', '8']),
            CONSTRAINT agreements_conditions_tuition_check
                CHECK (tuition IN ('waived', 'paid_home', 'paid_host', 'discount'))
        );

        CREATE TABLE partners.agreements_documents (
            parent_id uuid NOT NULL REFERENCES partners.agreements (id) ON DELETE CASCADE,
            ordinal int NOT NULL CHECK (ordinal >= 0),
            title text NOT NULL,
            sha256 text,
            media_type text,
            lang text,
            location text,
            visibility text,
            PRIMARY KEY (parent_id, ordinal),
            CONSTRAINT agreements_documents_sha256_check CHECK (sha256 ~ '^[0-9a-f]{64}$'),
            CONSTRAINT agreements_documents_visibility_check
                CHECK (visibility IN ('public', 'internal', 'confidential'))
        );
        """
}
