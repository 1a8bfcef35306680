// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/** The S3 server of tests that start Flink as users do, in a process of its own. */
package io.multimodal.s3;
