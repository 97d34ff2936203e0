import ServiceKit

extension MobilityMigrations {
    static let mobilities = """
        CREATE SEQUENCE mobility.mobilities_code;
        CREATE TABLE mobility.mobilities (
            \(ServiceTables.systemColumns),
            direction text NOT NULL,
            traveller text NOT NULL,
            person_name_zh text,
            person_name_en text,
            person_number text,
            person_key text NOT NULL,
            nationality text,
            counterpart uuid,
            country text,
            agreement uuid,
            condition bigint,
            exception text,
            category text NOT NULL,
            eqf_at_nomination text,
            eqf_at_departure text,
            isced text,
            mode text NOT NULL,
            planned_from date NOT NULL,
            planned_to date NOT NULL,
            departed_on date,
            actual_from date,
            actual_to date,
            receiving_academic_year text NOT NULL,
            extended_into text,
            term bigint,
            terms_per_year bigint,
            award_intended text,
            outcome text,
            receiver_state text NOT NULL,
            receiver_reason text,
            cancel_reason text,
            note text,
            CONSTRAINT mobilities_code_key UNIQUE (code),
            CONSTRAINT mobilities_state_check CHECK (state IN ('nomination', 'live', 'recognized', 'cancelled')),
            CONSTRAINT mobilities_direction_check CHECK (direction IN ('outgoing', 'incoming')),
            CONSTRAINT mobilities_traveller_check CHECK (traveller IN ('student', 'teaching_staff', 'admin_staff')),
            CONSTRAINT mobilities_person_name_check CHECK (num_nonnulls(person_name_zh, person_name_en) > 0),
            CONSTRAINT mobilities_nationality_check CHECK (nationality ~ '^[A-Z]{2}$'),
            CONSTRAINT mobilities_country_check CHECK (country ~ '^[A-Z]{2}$'),
            CONSTRAINT mobilities_condition_check CHECK (condition IS NULL OR (condition > 0 AND agreement IS NOT NULL)),
            CONSTRAINT mobilities_eqf_at_nomination_check CHECK (eqf_at_nomination IN ('5', '6', '7', '8')),
            CONSTRAINT mobilities_eqf_at_departure_check CHECK (eqf_at_departure IN ('5', '6', '7', '8')),
            CONSTRAINT mobilities_isced_check CHECK (isced ~ '^[0-9]{4}$'),
            CONSTRAINT mobilities_mode_check CHECK (mode IN ('physical', 'virtual', 'blended')),
            CONSTRAINT mobilities_planned_check CHECK (planned_from < planned_to),
            CONSTRAINT mobilities_actual_check CHECK (actual_from < actual_to),
            CONSTRAINT mobilities_receiving_academic_year_check
                CHECK (receiving_academic_year ~ '^[0-9]{4}/[0-9]{4}$'),
            CONSTRAINT mobilities_extended_into_check
                CHECK (extended_into ~ '^[0-9]{4}/[0-9]{4}$' AND extended_into > receiving_academic_year),
            CONSTRAINT mobilities_term_check CHECK (term BETWEEN 1 AND COALESCE(terms_per_year, 6)),
            CONSTRAINT mobilities_terms_per_year_check CHECK (terms_per_year BETWEEN 1 AND 6),
            CONSTRAINT mobilities_outcome_check CHECK (outcome IN ('completed', 'no_show', 'early_return_justified',
                'early_return_unjustified', 'extended', 'shortened')),
            CONSTRAINT mobilities_receiver_state_check CHECK (receiver_state IN ('pending', 'verified', 'rejected'))
        );
        -- Places under a condition are counted while somebody waits.
        CREATE INDEX mobilities_places ON mobility.mobilities (agreement, receiving_academic_year, condition)
            WHERE agreement IS NOT NULL;
        CREATE INDEX mobilities_counterpart ON mobility.mobilities (counterpart) WHERE counterpart IS NOT NULL;
        CREATE INDEX mobilities_person_key ON mobility.mobilities (person_key);
        CREATE INDEX mobilities_unit ON mobility.mobilities (unit);
        CREATE INDEX mobilities_planned ON mobility.mobilities (planned_from, planned_to);
        CREATE INDEX mobilities_search ON mobility.mobilities USING gin (search public.gin_trgm_ops);

        CREATE TABLE mobility.mobilities_segments (
            parent_id uuid NOT NULL REFERENCES mobility.mobilities (id) ON DELETE CASCADE,
            ordinal int NOT NULL CHECK (ordinal >= 0),
            country text NOT NULL,
            city text,
            institution_name_zh text,
            institution_name_en text,
            period_from date,
            period_to date,
            PRIMARY KEY (parent_id, ordinal),
            CONSTRAINT mobilities_segments_country_check CHECK (country ~ '^[A-Z]{2}$'),
            CONSTRAINT mobilities_segments_period_check CHECK (period_from < period_to)
        );
        CREATE INDEX mobilities_segments_country ON mobility.mobilities_segments (country, parent_id);
        """
}
