// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

class AwsExternalITCase extends S3ExternalContract {
    AwsExternalITCase() {
        super("aws");
    }
}
