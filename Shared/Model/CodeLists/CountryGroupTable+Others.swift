extension CountryGroupTable {
    /// Memberships by their legal dates; an open beginning where the group is geography.
    ///
    /// Syria's suspension from the Arab League (2011 to 2023) was none of its membership. The date in RCEP is the entry
    /// into force for the country.
    static let others = """
        SCO|2001-06-15||CN KZ KG RU TJ UZ
        SCO|2017-06-09||IN PK
        SCO|2023-07-04||IR
        SCO|2024-07-04||BY
        CEEC|2012-04-26||AL BA BG CZ HR HU ME MK PL RO RS SI SK
        CEEC|2012-04-26|2021-05-22|LT
        CEEC|2012-04-26|2022-08-11|EE LV
        CEEC|2019-04-12||GR
        ARAB|1945-03-22||EG IQ JO LB SA SY
        ARAB|1945-05-05||YE
        ARAB|1953-03-28||LY
        ARAB|1956-01-19||SD
        ARAB|1958-10-01||MA TN
        ARAB|1961-07-20||KW
        ARAB|1962-08-16||DZ
        ARAB|1971-09-11||BH QA
        ARAB|1971-09-29||OM
        ARAB|1971-12-06||AE
        ARAB|1973-11-26||MR
        ARAB|1974-02-14||SO
        ARAB|1976-09-09||PS
        ARAB|1977-09-04||DJ
        ARAB|1993-11-20||KM
        AFRICA|||AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG ER ET GA GH GM GN GQ GW KE KM LR LS LY MA
        AFRICA|||MG ML MR MU MW MZ NA NE NG RW SC SD SL SN SO ST SZ TD TG TN TZ UG ZA ZM ZW
        AFRICA|2011-07-09||SS
        LATAM|||AG AR BB BO BR BS BZ CL CO CR CU DM DO EC GD GT GY HN HT JM KN LC MX NI PA PE PY SR SV TT UY VC VE
        EUROPE_AMERICA|||AD AL AT BA BE BG CA CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MC MD ME
        EUROPE_AMERICA|||MK MT NL NO PL PT RO RS SE SI SK SM UA US VA
        RCEP|2022-01-01||AU BN CN JP KH LA NZ SG TH VN
        RCEP|2022-02-01||KR
        RCEP|2022-03-18||MY
        RCEP|2022-05-01||MM
        RCEP|2023-01-02||ID
        RCEP|2023-06-02||PH
        ASEAN|1967-08-08||ID MY PH SG TH
        ASEAN|1984-01-07||BN
        ASEAN|1995-07-28||VN
        ASEAN|1997-07-23||LA MM
        ASEAN|1999-04-30||KH
        ASEAN|2025-10-26||TL
        EU|1958-01-01||BE DE FR IT LU NL
        EU|1973-01-01||DK IE
        EU|1973-01-01|2020-02-01|GB
        EU|1981-01-01||GR
        EU|1986-01-01||ES PT
        EU|1995-01-01||AT FI SE
        EU|2004-05-01||CY CZ EE HU LT LV MT PL SI SK
        EU|2007-01-01||BG RO
        EU|2013-07-01||HR
        """
}
