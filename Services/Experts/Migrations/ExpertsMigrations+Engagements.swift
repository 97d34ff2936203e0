import ServiceKit

extension ExpertsMigrations {
    static let engagements = """
        CREATE SEQUENCE experts.engagements_code;
        CREATE TABLE experts.engagements (
            \(ServiceTables.systemColumns),
            expert uuid NOT NULL,
            kind text NOT NULL,
            post text NOT NULL,
            introduced_as text NOT NULL,
            term_from date NOT NULL,
            term_to date NOT NULL,
            duties text,
            courses_per_semester bigint,
            salary_minor bigint,
            salary_currency text,
            salary_per text,
            supervisor text,
            justification text,
            decision_note text,
            contract_number text,
            contract_signed_on date,
            permit_notice_on date,
            visa_issued_on date,
            arrived_on date,
            permits_valid_until date,
            started_on date,
            ended_on date,
            end_reason text,
            continued_by uuid,
            permits_cancelled_on date,
            note text,
            CONSTRAINT engagements_code_key UNIQUE (code),
            CONSTRAINT engagements_state_check CHECK (state IN ('proposed', 'approved', 'contract_signed',
                'permit_notice', 'visa', 'arrived', 'permits_valid', 'active', 'renewed', 'ended', 'terminated',
                'permits_cancelled', 'rejected', 'withdrawn')),
            CONSTRAINT engagements_expert_fkey FOREIGN KEY (expert) REFERENCES experts.experts (id),
            CONSTRAINT engagements_kind_check
                CHECK (kind IN ('long_term', 'short_term', 'part_time', 'honorary', 'online')),
            CONSTRAINT engagements_post_check CHECK (post IN ('teacher_language', 'teacher_subject', 'researcher',
                'discipline_leader', 'advisor')),
            CONSTRAINT engagements_introduced_as_check
                CHECK (introduced_as IN ('foreign_expert', 'overseas_background_home_national')),
            CONSTRAINT engagements_term_check CHECK (term_from < term_to),
            CONSTRAINT engagements_courses_per_semester_check CHECK (courses_per_semester BETWEEN 0 AND 20),
            CONSTRAINT engagements_salary_check
                CHECK (salary_minor >= 0 AND num_nonnulls(salary_minor, salary_currency) IN (0, 2)),
            CONSTRAINT engagements_salary_per_check CHECK (salary_per IN ('hour', 'day', 'month', 'year', 'term')),
            CONSTRAINT engagements_contract_number_key UNIQUE (contract_number),
            CONSTRAINT engagements_started_on_check CHECK (started_on IS NOT NULL OR state NOT IN ('active', 'renewed',
                'ended')),
            CONSTRAINT engagements_ended_on_check CHECK (ended_on > started_on),
            CONSTRAINT engagements_continued_by_fkey FOREIGN KEY (continued_by) REFERENCES experts.engagements (id),
            CONSTRAINT engagements_continued_by_check CHECK (continued_by <> id)
        );
        CREATE INDEX engagements_expert ON experts.engagements (expert, term_from);
        CREATE INDEX engagements_unit ON experts.engagements (unit);
        CREATE INDEX engagements_state ON experts.engagements (state, permits_valid_until);
        CREATE INDEX engagements_continued_by ON experts.engagements (continued_by) WHERE continued_by IS NOT NULL;
        CREATE INDEX engagements_search ON experts.engagements USING gin (search public.gin_trgm_ops);
        """
}
