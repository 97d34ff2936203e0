extension CountryGroupTable {
    /// When countries signed cooperation documents on the Belt and Road.
    ///
    /// The numbers of countries agree with those announced: 125 at the end of March 2019, 131 after the second forum,
    /// 137 in October 2019, 138 in 2020, 140 in January 2021, 145 at the end of 2021, 147 in January 2022, 149 in July
    /// 2022, 152 in August 2023. Since then Jordan and Nauru signed, Italy let its memorandum lapse, Panama withdrew,
    /// Colombia joined. Days of early documents are often only known by their month, or by the summit at which they
    /// were signed; an office that holds better dates replaces the group.
    static let beltAndRoad = """
        BELT_ROAD|2014-06-03||KW
        BELT_ROAD|2014-09-16||LK
        BELT_ROAD|2014-11-03||QA
        BELT_ROAD|2014-12-14||KZ
        BELT_ROAD|2014-12-17||MV
        BELT_ROAD|2015-03-09||GE
        BELT_ROAD|2015-03-25||AM
        BELT_ROAD|2015-04-20||PK
        BELT_ROAD|2015-05-08||RU
        BELT_ROAD|2015-05-10||BY
        BELT_ROAD|2015-06-06||HU
        BELT_ROAD|2015-06-15||UZ
        BELT_ROAD|2015-06-17||RO
        BELT_ROAD|2015-09-02||TJ KG
        BELT_ROAD|2015-10-31||KR
        BELT_ROAD|2015-11-14||TR
        BELT_ROAD|2015-11-26||PL RS CZ BG SK MK
        BELT_ROAD|2015-12-05||ZA
        BELT_ROAD|2015-12-10||AZ
        BELT_ROAD|2015-12-22||IQ
        BELT_ROAD|2016-01-19||SA
        BELT_ROAD|2016-01-21||EG
        BELT_ROAD|2016-01-23||IR
        BELT_ROAD|2016-05-18||AF
        BELT_ROAD|2016-09-08||LA
        BELT_ROAD|2016-10-13||KH
        BELT_ROAD|2016-10-14||BD
        BELT_ROAD|2016-11-04||LV
        BELT_ROAD|2017-03-27||NZ MG
        BELT_ROAD|2017-05-12||MN NP
        BELT_ROAD|2017-05-13||MY
        BELT_ROAD|2017-05-14||SG TL MM HR ME BA AL
        BELT_ROAD|2017-05-15||KE
        BELT_ROAD|2017-09-04||TH
        BELT_ROAD|2017-09-08||LB
        BELT_ROAD|2017-09-13||BN
        BELT_ROAD|2017-11-12||VN
        BELT_ROAD|2017-11-17||MA
        BELT_ROAD|2017-11-17|2025-02-06|PA
        BELT_ROAD|2017-11-27||EE LT SI
        BELT_ROAD|2017-12-05||UA
        BELT_ROAD|2018-01-01||MD
        BELT_ROAD|2018-04-08||AT
        BELT_ROAD|2018-05-01||SR
        BELT_ROAD|2018-05-14||TT
        BELT_ROAD|2018-05-15||OM
        BELT_ROAD|2018-06-04||AG
        BELT_ROAD|2018-06-19||BO
        BELT_ROAD|2018-06-21||PG
        BELT_ROAD|2018-07-09||BH
        BELT_ROAD|2018-07-11||TN
        BELT_ROAD|2018-07-12||LY
        BELT_ROAD|2018-07-13||DM
        BELT_ROAD|2018-07-19||AE
        BELT_ROAD|2018-07-21||SN
        BELT_ROAD|2018-07-23||RW
        BELT_ROAD|2018-07-27||GY NU
        BELT_ROAD|2018-08-20||UY
        BELT_ROAD|2018-08-27||GR
        BELT_ROAD|2018-09-01||AO BI CG CI CM CV DJ DZ ET GA GH GM GN MR MZ NA NG SC SD SL SO SS TD TG TZ UG ZM ZW
        BELT_ROAD|2018-09-03||CR
        BELT_ROAD|2018-09-14||VE
        BELT_ROAD|2018-09-18||WS
        BELT_ROAD|2018-09-19||GD
        BELT_ROAD|2018-10-26||ID
        BELT_ROAD|2018-11-01||SV
        BELT_ROAD|2018-11-02||CL DO
        BELT_ROAD|2018-11-05||MT
        BELT_ROAD|2018-11-08||CU
        BELT_ROAD|2018-11-09||VU
        BELT_ROAD|2018-11-12||FJ CK TO FM
        BELT_ROAD|2018-11-20||PH
        BELT_ROAD|2018-12-05||PT
        BELT_ROAD|2018-12-12||EC
        BELT_ROAD|2019-02-21||BB
        BELT_ROAD|2019-03-23|2024-03-22|IT
        BELT_ROAD|2019-03-27||LU
        BELT_ROAD|2019-04-11||JM
        BELT_ROAD|2019-04-25||CY GQ LR PE YE
        BELT_ROAD|2019-06-01||LS
        BELT_ROAD|2019-07-01||BJ KM ML NE
        BELT_ROAD|2019-10-09||SB
        BELT_ROAD|2020-01-06||KI
        BELT_ROAD|2021-01-06||CD
        BELT_ROAD|2021-01-07||BW
        BELT_ROAD|2021-11-01||BF CF ER GW
        BELT_ROAD|2021-12-01||ST
        BELT_ROAD|2022-01-10||NI
        BELT_ROAD|2022-01-12||SY
        BELT_ROAD|2022-02-06||AR
        BELT_ROAD|2022-03-01||MW
        BELT_ROAD|2022-12-05||PS
        BELT_ROAD|2023-01-06||TM
        BELT_ROAD|2023-06-12||HN
        BELT_ROAD|2023-12-01||JO
        BELT_ROAD|2024-03-25||NR
        BELT_ROAD|2025-05-14||CO
        """
}
