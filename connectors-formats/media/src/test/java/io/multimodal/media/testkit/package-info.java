// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Contract suites for what third parties add to this module. They are published in its test jar
 * (type {@code test-jar}); JUnit 5 and AssertJ are dependencies of who extends them. Start at
 * {@link io.multimodal.media.testkit.ImageFormatContract}.
 */
package io.multimodal.media.testkit;
