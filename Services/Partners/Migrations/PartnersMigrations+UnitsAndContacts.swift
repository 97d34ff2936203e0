import ServiceKit

extension PartnersMigrations {
    static let unitsAndContacts = """
        CREATE SEQUENCE partners.partner_units_code;
        CREATE TABLE partners.partner_units (
            \(ServiceTables.systemColumns),
            title_zh text,
            title_en text,
            institution uuid NOT NULL,
            parent uuid,
            external_code text,
            website text,
            fields_of_study text[],
            note text,
            CONSTRAINT partner_units_code_key UNIQUE (code),
            CONSTRAINT partner_units_state_check CHECK (state IN ('active', 'archived')),
            CONSTRAINT partner_units_title_check CHECK (num_nonnulls(title_zh, title_en) > 0),
            CONSTRAINT partner_units_institution_fkey
                FOREIGN KEY (institution) REFERENCES partners.institutions (id),
            -- A unit lies inside a unit of the same institution.
            UNIQUE (institution, id),
            CONSTRAINT partner_units_parent_fkey
                FOREIGN KEY (institution, parent) REFERENCES partners.partner_units (institution, id),
            CONSTRAINT partner_units_parent_check CHECK (parent <> id)
        );
        CREATE UNIQUE INDEX partner_units_external_code_key
            ON partners.partner_units (institution, external_code) WHERE external_code IS NOT NULL;
        CREATE INDEX partner_units_parent ON partners.partner_units (parent) WHERE parent IS NOT NULL;

        CREATE SEQUENCE partners.contacts_code;
        CREATE TABLE partners.contacts (
            \(ServiceTables.systemColumns),
            name text NOT NULL,
            institution uuid NOT NULL,
            partner_unit uuid,
            roles text[] NOT NULL,
            position text,
            valid_from date,
            valid_to date,
            note text,
            CONSTRAINT contacts_code_key UNIQUE (code),
            CONSTRAINT contacts_state_check CHECK (state IN ('active', 'archived')),
            CONSTRAINT contacts_institution_fkey FOREIGN KEY (institution) REFERENCES partners.institutions (id),
            CONSTRAINT contacts_partner_unit_fkey
                FOREIGN KEY (institution, partner_unit) REFERENCES partners.partner_units (institution, id),
            CONSTRAINT contacts_roles_check CHECK (cardinality(roles) > 0 AND roles <@ ARRAY['signatory',
                'coordinator_in', 'coordinator_out', 'scientific_lead', 'administrative', 'emergency']),
            CONSTRAINT contacts_valid_check CHECK (valid_from < valid_to)
        );
        CREATE INDEX contacts_institution ON partners.contacts (institution);
        CREATE INDEX contacts_partner_unit ON partners.contacts (partner_unit) WHERE partner_unit IS NOT NULL;

        CREATE TABLE partners.contacts_names (
            parent_id uuid NOT NULL REFERENCES partners.contacts (id) ON DELETE CASCADE,
            ordinal int NOT NULL CHECK (ordinal >= 0),
            full_name text NOT NULL,
            given text,
            family text,
            lang text,
            PRIMARY KEY (parent_id, ordinal)
        );

        CREATE TABLE partners.contacts_emails (
            parent_id uuid NOT NULL REFERENCES partners.contacts (id) ON DELETE CASCADE,
            ordinal int NOT NULL CHECK (ordinal >= 0),
            email text NOT NULL,
            PRIMARY KEY (parent_id, ordinal),
            CONSTRAINT contacts_emails_email_check CHECK (email LIKE '_%@_%')
        );

        CREATE TABLE partners.contacts_phones (
            parent_id uuid NOT NULL REFERENCES partners.contacts (id) ON DELETE CASCADE,
            ordinal int NOT NULL CHECK (ordinal >= 0),
            phone text NOT NULL,
            PRIMARY KEY (parent_id, ordinal)
        );
        """
}
