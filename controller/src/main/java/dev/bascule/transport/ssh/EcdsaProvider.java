package dev.bascule.transport.ssh;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyFactorySpi;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;

/**
 * Gives the JDK's own "EC" key factory the name "ECDSA" as well. sshj asks for that name, which
 * only BouncyCastle has; without this every ECDSA host key and user key fails.
 */
final class EcdsaProvider extends Provider {
  private static final long serialVersionUID = 1L;
  static final String NAME = "BasculeEcdsa";

  EcdsaProvider() {
    super(NAME, "1.0", "ECDSA as another name of EC");
    putService(new EcdsaService(this));
  }

  private static final class EcdsaService extends Service {
    EcdsaService(Provider provider) {
      super(provider, "KeyFactory", "ECDSA", EcdsaKeyFactory.class.getName(), null, null);
    }

    @Override
    public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
      return new EcdsaKeyFactory(KeyFactory.getInstance("EC"));
    }
  }

  private static final class EcdsaKeyFactory extends KeyFactorySpi {
    private final KeyFactory ec;

    EcdsaKeyFactory(KeyFactory ec) {
      this.ec = ec;
    }

    @Override
    protected PublicKey engineGeneratePublic(KeySpec spec) throws InvalidKeySpecException {
      return ec.generatePublic(spec);
    }

    @Override
    protected PrivateKey engineGeneratePrivate(KeySpec spec) throws InvalidKeySpecException {
      return ec.generatePrivate(spec);
    }

    @Override
    protected <T extends KeySpec> T engineGetKeySpec(Key key, Class<T> type)
        throws InvalidKeySpecException {
      return ec.getKeySpec(key, type);
    }

    @Override
    protected Key engineTranslateKey(Key key) throws InvalidKeyException {
      return ec.translateKey(key);
    }
  }
}
