// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

/** The keys of the one user that every server under test knows. */
public final class TestKeys {
    static final String IDENTITY = "test-identity";
    static final String CREDENTIAL = "test-credential";

    private TestKeys() {}

    /** Lets both clients find them. */
    public static void set() {
        System.setProperty("aws.accessKeyId", IDENTITY);
        System.setProperty("aws.secretAccessKey", CREDENTIAL);
        System.setProperty("AWS_ACCESS_KEY_ID", IDENTITY);
        System.setProperty("AWS_SECRET_ACCESS_KEY", CREDENTIAL);
    }
}
