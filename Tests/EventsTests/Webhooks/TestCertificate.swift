/// A certificate for `receiver.test` that vouches for itself; it opens nothing outside these tests.
enum TestCertificate {
    static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIIBTTCB9KADAgECAgEBMAoGCCqGSM49BAMCMBgxFjAUBgNVBAMMDXJlY2VpdmVy
        LnRlc3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBgxFjAUBgNV
        BAMMDXJlY2VpdmVyLnRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATaHfLr
        mwnzIZabpemqv2ft6UgSoQlv0mWrnG3xRaxZAEp1zHisxiwy6aAz7YsQ3kkgLNvq
        vY9RwVC6tM7Sc5a5oy0wKzAPBgNVHRMBAf8EBTADAQH/MBgGA1UdEQQRMA+CDXJl
        Y2VpdmVyLnRlc3QwCgYIKoZIzj0EAwIDSAAwRQIhAJDORLg4/HH8f8Yvq0cnOMMx
        bGRzXEAdfBH2MCdhsXoBAiAZT28ZCD1Z5C032MHo/uDDYwMivkOLzyHENEzHydiZ
        wA==
        -----END CERTIFICATE-----
        """

    static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQghfMB95HmSJngw3qq
        h3WDdnMpjTUAr5q2SFfazlL7sPqhRANCAATaHfLrmwnzIZabpemqv2ft6UgSoQlv
        0mWrnG3xRaxZAEp1zHisxiwy6aAz7YsQ3kkgLNvqvY9RwVC6tM7Sc5a5
        -----END PRIVATE KEY-----
        """
}
