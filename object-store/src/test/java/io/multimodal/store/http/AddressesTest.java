// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.error.PlaceNotAllowedException;
import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "0.0.0.0",
                "100.64.0.1",
                "192.0.0.1",
                "198.18.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fc00::1",
                "fd12::1",
                "fec0::1",
                "::10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::",
                "::ffff:192.168.1.1"
            })
    void aNamedHostMayHaveAnAddressThatAWildcardMayNot(String address) throws Exception {
        InetAddress parsed = InetAddress.getByName(address);
        assertThatCode(() -> Addresses.check("h", parsed, Reach.HOST)).doesNotThrowAnyException();
        assertThatThrownBy(() -> Addresses.check("h", parsed, Reach.INTERNET))
                .isInstanceOf(PlaceNotAllowedException.class)
                .hasMessageContaining(parsed.getHostAddress());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "fe80::1",
                "::ffff:169.254.1.1",
                "64:ff9b::a9fe:a9fe",
                "224.0.0.1"
            })
    void noNameHasALinkLocalAddress(String address) throws Exception {
        InetAddress parsed = InetAddress.getByName(address);
        assertThatThrownBy(() -> Addresses.check("h", parsed, Reach.HOST))
                .isInstanceOf(PlaceNotAllowedException.class);
        assertThatCode(() -> Addresses.check(address, Reach.ADDRESS)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "172.32.0.1",
                "100.128.0.1",
                "198.20.0.1",
                "223.255.255.255",
                "2606:4700::1111",
                "64:ff9b::101:101"
            })
    void aWildcardReachesTheInternet(String address) throws Exception {
        InetAddress parsed = InetAddress.getByName(address);
        assertThatCode(() -> Addresses.check("h", parsed, Reach.INTERNET))
                .doesNotThrowAnyException();
    }
}
