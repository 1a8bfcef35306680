// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a type that programs may use. From the first release on, its public and protected members
 * stay source and binary compatible within a major version; the build compares them with the last
 * release. A member with {@link Internal} is left out of that promise. The types that nest in a
 * public type are public.
 */
@Documented
@Public
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Public {}
