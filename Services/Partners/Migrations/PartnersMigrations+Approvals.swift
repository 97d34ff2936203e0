import ServiceKit

extension PartnersMigrations {
    static let versionsAndApprovals = """
        CREATE SEQUENCE partners.agreement_versions_code;
        CREATE TABLE partners.agreement_versions (
            \(ServiceTables.systemColumns),
            agreement uuid NOT NULL,
            no bigint NOT NULL,
            content text NOT NULL,
            content_hash text NOT NULL,
            reason text,
            approved_on date,
            CONSTRAINT agreement_versions_code_key UNIQUE (code),
            CONSTRAINT agreement_versions_state_check
                CHECK (state IN ('current', 'pending', 'replaced', 'withdrawn')),
            CONSTRAINT agreement_versions_agreement_fkey
                FOREIGN KEY (agreement) REFERENCES partners.agreements (id),
            CONSTRAINT agreement_versions_no_key UNIQUE (agreement, no),
            CONSTRAINT agreement_versions_no_check CHECK (no > 0),
            CONSTRAINT agreement_versions_content_check CHECK (json_typeof(content::json) = 'object'),
            CONSTRAINT agreement_versions_content_hash_check CHECK (content_hash ~ '^[0-9a-f]{64}$')
        );
        CREATE UNIQUE INDEX agreement_versions_current ON partners.agreement_versions (agreement) WHERE state = 'current';
        CREATE UNIQUE INDEX agreement_versions_pending ON partners.agreement_versions (agreement) WHERE state = 'pending';

        CREATE SEQUENCE partners.agreement_approvals_code;
        CREATE TABLE partners.agreement_approvals (
            \(ServiceTables.systemColumns),
            agreement uuid NOT NULL,
            party bigint NOT NULL,
            version_no bigint NOT NULL,
            content_hash text NOT NULL,
            approved_on date NOT NULL,
            approved_by text NOT NULL,
            evidence text,
            evidence_document text,
            void_reason text,
            CONSTRAINT agreement_approvals_code_key UNIQUE (code),
            CONSTRAINT agreement_approvals_state_check CHECK (state IN ('valid', 'void')),
            CONSTRAINT agreement_approvals_agreement_fkey
                FOREIGN KEY (agreement) REFERENCES partners.agreements (id),
            CONSTRAINT agreement_approvals_party_check CHECK (party BETWEEN 1 AND 99),
            CONSTRAINT agreement_approvals_version_no_fkey
                FOREIGN KEY (agreement, version_no) REFERENCES partners.agreement_versions (agreement, no),
            CONSTRAINT agreement_approvals_content_hash_check CHECK (content_hash ~ '^[0-9a-f]{64}$'),
            CONSTRAINT agreement_approvals_evidence_document_check CHECK (evidence_document ~ '^[0-9a-f]{64}$'),
            CONSTRAINT agreement_approvals_void_reason_check CHECK ((void_reason IS NOT NULL) = (state = 'void'))
        );
        CREATE UNIQUE INDEX agreement_approvals_party_key
            ON partners.agreement_approvals (agreement, version_no, party) WHERE state = 'valid';
        """
}
