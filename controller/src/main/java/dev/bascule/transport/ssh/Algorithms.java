package dev.bascule.transport.ssh;

import com.hierynomus.sshj.key.KeyAlgorithms;
import com.hierynomus.sshj.transport.cipher.BlockCiphers;
import com.hierynomus.sshj.transport.cipher.GcmCiphers;
import com.hierynomus.sshj.transport.kex.DHGroups;
import com.hierynomus.sshj.transport.mac.Macs;
import java.security.Security;
import java.util.List;
import net.schmizz.keepalive.KeepAliveProvider;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.ConfigImpl;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.LoggerFactory;
import net.schmizz.sshj.common.SecurityUtils;
import net.schmizz.sshj.transport.compression.Compression;
import net.schmizz.sshj.transport.compression.NoneCompression;
import net.schmizz.sshj.transport.kex.Curve25519SHA256;
import net.schmizz.sshj.transport.kex.DHGexSHA1;
import net.schmizz.sshj.transport.kex.DHGexSHA256;
import net.schmizz.sshj.transport.kex.ECDHNistP;
import net.schmizz.sshj.transport.random.JCERandom;
import net.schmizz.sshj.transport.random.SingletonRandomFactory;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

/**
 * What is offered to a server, best first. The list is short because it is sent with every
 * connection (the wire budget) and long enough for the oldest servers we meet: OpenSSH 5.3 of
 * CentOS 6 needs the group14-sha1, aes-ctr, hmac-sha1 and ssh-rsa at its ends.
 */
final class Algorithms {
  private Algorithms() {}

  /** The settings that all connections share; made once. */
  static Config config() {
    return Holder.CONFIG;
  }

  /** The same, with some host key algorithms only; all when none are named. */
  static Config config(List<String> hostKeys) {
    if (hostKeys.isEmpty()) {
      return config();
    }
    ConfigImpl config = create();
    config.setKeyAlgorithms(
        config.getKeyAlgorithms().stream()
            .filter(algorithm -> hostKeys.contains(algorithm.getName()))
            .toList());
    return config;
  }

  private static final class Holder {
    static final Config CONFIG = create();
  }

  private static ConfigImpl create() {
    // Before anything else of sshj runs: looking for BouncyCastle costs 0.6 s of start-up.
    SecurityUtils.setRegisterBouncyCastle(false);
    if (Security.getProvider(EcdsaProvider.NAME) == null) {
      Security.addProvider(new EcdsaProvider());
    }
    ConfigImpl config = new ConfigImpl();
    config.setLoggerFactory(new Silence());
    config.setVersion("Bascule");
    config.setRandomFactory(new SingletonRandomFactory(new JCERandom.Factory()));
    config.setKeepAliveProvider(KeepAliveProvider.HEARTBEAT);
    offer(config);
    return config;
  }

  private static void offer(ConfigImpl config) {
    config.setKeyExchangeFactories(
        List.of(
            new Curve25519SHA256.Factory(),
            new Curve25519SHA256.FactoryLibSsh(),
            new ECDHNistP.Factory256(),
            new ECDHNistP.Factory384(),
            new ECDHNistP.Factory521(),
            DHGroups.Group16SHA512(),
            DHGroups.Group14SHA256(),
            new DHGexSHA256.Factory(),
            DHGroups.Group14SHA1(),
            new DHGexSHA1.Factory()));
    config.setKeyAlgorithms(
        List.of(
            KeyAlgorithms.EdDSA25519(),
            KeyAlgorithms.ECDSASHANistp256(),
            KeyAlgorithms.ECDSASHANistp384(),
            KeyAlgorithms.ECDSASHANistp521(),
            KeyAlgorithms.RSASHA512(),
            KeyAlgorithms.RSASHA256(),
            KeyAlgorithms.SSHRSA()));
    config.setCipherFactories(
        List.of(
            GcmCiphers.AES128GCM(),
            GcmCiphers.AES256GCM(),
            BlockCiphers.AES128CTR(),
            BlockCiphers.AES192CTR(),
            BlockCiphers.AES256CTR()));
    config.setMACFactories(
        List.of(
            Macs.HMACSHA2256Etm(),
            Macs.HMACSHA2512Etm(),
            Macs.HMACSHA2256(),
            Macs.HMACSHA2512(),
            Macs.HMACSHA1()));
    config.setCompressionFactories(
        List.<Factory.Named<Compression>>of(new NoneCompression.Factory()));
    config.setFileKeyProviderFactories(List.of());
  }

  /** sshj logs each failure with a stack trace; ours are told once, in words, by whoever asked. */
  private static final class Silence implements LoggerFactory {
    @Override
    public Logger getLogger(String name) {
      return NOPLogger.NOP_LOGGER;
    }

    @Override
    public Logger getLogger(Class<?> type) {
      return NOPLogger.NOP_LOGGER;
    }
  }
}
