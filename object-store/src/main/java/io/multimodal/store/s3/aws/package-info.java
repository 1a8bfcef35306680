// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/** Requests by the AWS SDK. Start at {@link io.multimodal.store.s3.aws.AwsRequests}. */
@Internal
package io.multimodal.store.s3.aws;

import io.multimodal.annotation.Internal;
