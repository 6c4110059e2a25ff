resource "a_resource" "number_0" {
  # "quoted" \ back
}

resource "a_resource" "number_1" {
  abcdefx                = 88900
  abcdefghij_klmnopqrx   = 91852
  abcdefghij_klmnopqrstx = ""
  abcdefgx               = true
  # ${x} %{y} $${z} $ %

  abcx {
    abcdefghx = {
      "a"                      = "[REDACTED]"
      "$${x} %%{y} $$${z} $ %" = "[REDACTED]"
    }
    abcdefghij_klmnopqrsx = 22522
    abcdefghij_klmnopqx   = 35777
  }
}

resource "a_resource" "number_2" {
  abcdefghij_klmnopx {
    abx         = "$${x} %%{y} $$${z} $ %"
    abcdefghijx = 59107

    ax {
      # { not = a block }
      abcdefghij_klmnox = false
    }

    abcdefghij_klmnopqrx = {
      "a much longer text, so that the next one does not line up by chance" = "a = b"
      "a"                                                                   = "a = b"
    }
  }
  # line next tab 

  abcx {
    abcdefghij_klmnopqrx = true
    abcdx                = false

    abcdefghix {
      abcdefghij_klmnopqrx {
        abx            = 45992
        abcdefghij_klx = 31034
        # # no remark
        abcdefghij_klmnox = ["a = b", "é 👨‍👩‍👧 🇩🇪", "a"]
        abcdefx           = "# no remark"
      }

      abcdefghij_klmx {
        abcdefghij_klmnopqrsx = 50418
      }
      # a much longer text, so that the next one does not line up by chance
      abcdefgx = {
        "a much longer text, so that the next one does not line up by chance" = ""
      }
      abcdefghij_klmnx = true
    }
  }

  abcdefghij_klmnopqx = {
    "é 日本 😀"             = "/* neither */ // nor"
    "[REDACTED]"         = "$${x} %%{y} $$${z} $ %"
    "\"quoted\" \\ back" = "{ not = a block }"
  }

  abcdefghij_x {
    abcdefx = 58627
    # ${x} %{y} $${z} $ %
    # /* neither */ // nor
  }

  abcdefghijx = "a much longer text, so that the next one does not line up by chance"
}

resource "a_resource" "number_3" {
  abcdefghij_klmnx = true
  abx              = ["\"quoted\" \\ back"]
  abcdefghij_kx = {
    "$${x} %%{y} $$${z} $ %" = "/* neither */ // nor"
    "é 日本 😀"                 = "$${x} %%{y} $$${z} $ %"
    "é 👨‍👩‍👧 🇩🇪"                  = "line\nnext\ttab\r"
  }
}

resource "a_resource" "number_4" {
  abcdefghij_x           = 76275
  abcdefghij_klmnopqrstx = ["/* neither */ // nor"]
  abcx                   = "é 日本 😀"
  abx                    = "/* neither */ // nor"

  abcdefghij_klx {
    abx {
      # a = b
      abcdefghij_klmx = "a"
      abcdefghij_klmnopqx = {
        "a" = "a"
      }
    }

    abcdefgx = 83466

    abcdefghij_x {
      abcdefghijx       = false
      abcdefghij_kx     = "a much longer text, so that the next one does not line up by chance"
      abcdefghij_klmnox = false

      ax {
        abcdx = true
        abcdefghij_klmnox = {
          ""                     = "\"quoted\" \\ back"
          "/* neither */ // nor" = "line\nnext\ttab\r"
        }
        abcx = "line\nnext\ttab\r"
      }

      abcdefgx                = true
      abcdefghij_klmnopqrst_x = ["a", "a"]
      abcdefghij_klmnopqrsx   = true
    }
  }
}

resource "a_resource" "number_5" {
  abcdefghij_klmnox = {
    "a = b"              = "é 日本 😀"
    "\"quoted\" \\ back" = "[REDACTED]"
    "# no remark"        = "$${x} %%{y} $$${z} $ %"
  }

  abcdefghx {
    abcdefghij_klmnx = {
      "é 👨‍👩‍👧 🇩🇪" = "a"
    }
    abx        = []
    abcdefghix = "é 👨‍👩‍👧 🇩🇪"
  }

  abcdefghij_klmnopqrsx = {
    ""                   = "$${x} %%{y} $$${z} $ %"
    "\"quoted\" \\ back" = "\"quoted\" \\ back"
  }
}

resource "a_resource" "number_6" {
  abcdx            = true
  abcdefghx        = 29128
  abcdex           = ["é 日本 😀", "{ not = a block }"]
  abcdefghij_klmnx = "é 👨‍👩‍👧 🇩🇪"
}

resource "a_resource" "number_7" {
  abcdefghij_klmnopqx     = []
  abcx                    = 53626
  abcdefghij_klmnopqrst_x = "a = b"
  abcdex                  = "\"quoted\" \\ back"
  abcdefghij_klx          = "[REDACTED]"
  abcdefghij_klmnx        = 83
}

resource "a_resource" "number_8" {
  abcdefx = "/* neither */ // nor"

  abcdefghij_klx {
    abcdefghij_x {
      abcdefghijx = {
        "\"quoted\" \\ back" = "a = b"
      }
      abcdefghij_klmnopqx = ["line\nnext\ttab\r", "$${x} %%{y} $$${z} $ %", "\"quoted\" \\ back"]
      abcdex              = ["é 👨‍👩‍👧 🇩🇪", "a"]
    }

    abcdefx {
      abcdefghij_klmx = true
      abcdefghij_kx   = 59030
    }

    abcdefghij_klmnopqx = {
      "é 👨‍👩‍👧 🇩🇪" = "\"quoted\" \\ back"
    }
  }

  abcdex                = "line\nnext\ttab\r"
  abcdefghij_klmnx      = false
  abcdefghij_klmnopqrsx = 45413
}

resource "a_resource" "number_9" {
  abx = false

  abcdefghij_klmnopx {
    abcdefghx {
      ax = ["{ not = a block }", "[REDACTED]", "é 👨‍👩‍👧 🇩🇪"]

      abcdefghij_klmnopqrstx {
        ax = ["{ not = a block }", "[REDACTED]"]
        # { not = a block }
      }

      abcdefghij_klmnopqrx = false
    }

    abcdefgx                = "a much longer text, so that the next one does not line up by chance"
    abcdefghij_klmnopqrst_x = ""
    # é 日本 😀
  }

  abcdefghij_klmnopqx = "a = b"
  abcdefghij_klmx     = ["a much longer text, so that the next one does not line up by chance"]
  abcdx = {
    "é 👨‍👩‍👧 🇩🇪" = "\"quoted\" \\ back"
    "a"     = "a much longer text, so that the next one does not line up by chance"
  }
}

resource "a_resource" "number_10" {
  abcdefghij_klmnopqrx {
    abcdefghij_klmnopx {
      abcdefghij_klmnox     = true
      abcdefghij_klmnopqrx  = 20821
      abcdefghij_klmnopqrsx = ["", "é 👨‍👩‍👧 🇩🇪"]
    }

    abx       = true
    abcdefghx = "a = b"
    abcdefgx = {
      "$${x} %%{y} $$${z} $ %" = ""
    }
  }

  abcdefghij_x {
    abcdefghix = {
      "a much longer text, so that the next one does not line up by chance" = ""
      "é 日本 😀"                                                              = "é 日本 😀"
      "/* neither */ // nor"                                                = "[REDACTED]"
    }

    abx {
      ax = "# no remark"
    }
    # ${x} %{y} $${z} $ %
    # é 日本 😀
    abcx = "/* neither */ // nor"

    abcdefx {
      # a much longer text, so that the next one does not line up by chance
      abcdefghij_klmnopqx = "/* neither */ // nor"
    }

    abcdefghij_klmnopqrx = "# no remark"
  }

  abx = {
    "é 👨‍👩‍👧 🇩🇪"                  = "$${x} %%{y} $$${z} $ %"
    "$${x} %%{y} $$${z} $ %" = "$${x} %%{y} $$${z} $ %"
    "# no remark"            = "é 👨‍👩‍👧 🇩🇪"
  }
}

resource "a_resource" "number_11" {
  ax = 61503

  abcdex {
    abcdefghij_klmnx = {
      "[REDACTED]" = "é 👨‍👩‍👧 🇩🇪"
    }
    abcdefghix = {
      "\"quoted\" \\ back" = "\"quoted\" \\ back"
      "{ not = a block }"  = ""
      ""                   = "/* neither */ // nor"
    }
    abcdefghx            = true
    abcdefghij_klmnopqrx = []

    abcdefghij_klmnopqrstx {
      abcdefghij_klx = {
        "# no remark" = ""
      }
      abcdefghijx = 59818
    }

    abcdefghij_klmnopqrsx = []
    abcdefghij_klmnox     = "a"
  }
}

resource "a_resource" "number_12" {
  abcdefghij_x = 70502
}

resource "a_resource" "number_13" {
  abcdefghijx             = 31984
  abcdefghij_klmnopqrst_x = ["{ not = a block }", "\"quoted\" \\ back", "# no remark"]

  abcdefx {
    abcdefghx     = 97512
    abcdefghij_kx = "é 👨‍👩‍👧 🇩🇪"
    # é 日本 😀

    abcdefghix {
      abcdefghij_klmnopqrx = "[REDACTED]"
      abcdefx              = "/* neither */ // nor"

      abcdefghijx {
        abx                 = true
        abcdefghij_klmx     = true
        abcdefghij_klmnopqx = "a much longer text, so that the next one does not line up by chance"
        abcdefghij_klx      = "# no remark"
      }

      abcx {
        abcx                    = 20303
        abcdefghij_klmnopqrst_x = "\"quoted\" \\ back"
        # é 日本 😀
        abcdefghij_klmx = "line\nnext\ttab\r"
        abcdx           = ["{ not = a block }", "/* neither */ // nor", "a = b"]
      }

      abcdefghij_klmnopx = 77060
    }

    abcdex = ["$${x} %%{y} $$${z} $ %"]
  }

  abcdefghij_klmnopqrx = "é 日本 😀"
}

# # no remark

resource "a_resource" "number_15" {
  abx                   = true
  abcx                  = 42730
  abcdx                 = true
  abcdefghij_klmnopqrsx = 30499
}

resource "a_resource" "number_16" {
  abcdefghijx {
    abcdefghij_klx {
      abcdefghij_klmnopqrstx {
        abcdefghix = {
          "[REDACTED]"           = "a much longer text, so that the next one does not line up by chance"
          "/* neither */ // nor" = "# no remark"
          "a"                    = "é 👨‍👩‍👧 🇩🇪"
        }
      }

      abcdefx            = 93484
      abcdefghij_klmnopx = 42311
    }

    abx = 5410
    abcdefghij_klmnopqrst_x = {
      "é 日本 😀"     = "é 👨‍👩‍👧 🇩🇪"
      "[REDACTED]" = "a = b"
    }
    # line next tab 
    abcdx                 = []
    abcdefghij_klmnopqrsx = ["[REDACTED]", "a much longer text, so that the next one does not line up by chance", "a"]
    abcdefghijx           = "a"
  }

  abcdefghij_klmnopqx = {
    ""                                                                    = "/* neither */ // nor"
    "é 日本 😀"                                                              = "/* neither */ // nor"
    "a much longer text, so that the next one does not line up by chance" = "{ not = a block }"
  }
  # 
  abcdefghx = false
  abcdefx   = []
  abcdx     = true

  abcdefghij_klmnopqrsx {
    abcdefghij_klmnopqrx = {
      "# no remark" = "$${x} %%{y} $$${z} $ %"
      ""            = "a much longer text, so that the next one does not line up by chance"
      "[REDACTED]"  = "/* neither */ // nor"
    }
    abcdefghij_klmnopqrstx = "a = b"

    abcdefghij_klmnopqrsx {
      abcdefghij_klmnopqrsx   = 15526
      abcdefghij_klmnopqrst_x = 86437
      # line next tab 
    }

    abcdefghij_kx {
      abcdefghx {
        abcdx                = true
        abcdefghij_klmx      = []
        abcdefghij_klmnopqrx = "\"quoted\" \\ back"
      }

      abcdefghij_klx {
        abcdefghij_klx = "a much longer text, so that the next one does not line up by chance"
      }
    }

    abcdex = {
      "é 👨‍👩‍👧 🇩🇪"      = "# no remark"
      "[REDACTED]" = "{ not = a block }"
    }
  }
}

resource "a_resource" "number_17" {
  abcdx {
    # # no remark
    abcdefgx = "# no remark"
  }

  abcdefghij_klmnopqrst_x = ["\"quoted\" \\ back", "a = b"]
  abcdefghij_klmnopqrsx = {
    "{ not = a block }" = "{ not = a block }"
  }
}

resource "a_resource" "number_18" {
  abcdx                  = "\"quoted\" \\ back"
  abcdefghij_klmnopqrstx = "# no remark"
}

resource "a_resource" "number_19" {
  abcdefghij_klmnopx {
    abcdefghij_kx = "# no remark"
    abcdefghij_klx = {
      ""                     = "# no remark"
      "[REDACTED]"           = "é 日本 😀"
      "/* neither */ // nor" = "a = b"
    }
  }

  abcdefghij_x = "[REDACTED]"
  abcdefghij_kx = {
    "\"quoted\" \\ back"   = ""
    "/* neither */ // nor" = "a = b"
    "[REDACTED]"           = "{ not = a block }"
  }
  abcdx = true
}

resource "a_resource" "number_20" {
  abcdefghix = "é 👨‍👩‍👧 🇩🇪"
}

resource "a_resource" "number_21" {
  abcdefghij_klmnopqx = "é 👨‍👩‍👧 🇩🇪"
  ax                  = 61763
  # é 👨‍👩‍👧 🇩🇪

  abcdefghij_klx {
    abcdefghix             = "a"
    abcdex                 = []
    abcdefghij_klmnopqrstx = false
  }

  abcdx = "$${x} %%{y} $$${z} $ %"
}

resource "a_resource" "number_22" {
  # line next tab 
}

resource "a_resource" "number_23" {
  # { not = a block }
  abcdefghij_x = 46055
  abcdex       = false
  # é 日本 😀
  abcdefx = "[REDACTED]"
  # { not = a block }
}

resource "a_resource" "number_24" {
  abcdefghij_klmx = "é 👨‍👩‍👧 🇩🇪"
  abcdefx = {
    "\"quoted\" \\ back"                                                  = "a = b"
    "a"                                                                   = "$${x} %%{y} $$${z} $ %"
    "a much longer text, so that the next one does not line up by chance" = "{ not = a block }"
  }
}

resource "a_resource" "number_25" {
  abcdefghijx {
    abcdefghij_klmnopqrsx {
      abcdefghij_klmx = {
        "a much longer text, so that the next one does not line up by chance" = "[REDACTED]"
        "a"                                                                   = "$${x} %%{y} $$${z} $ %"
      }
    }
  }

  abcdefghij_klmnx {
    # line next tab 
  }

  abcdefghij_kx = 29781
  abcdefghij_klmnopqrst_x = {
    "\"quoted\" \\ back" = "[REDACTED]"
    "[REDACTED]"         = "a"
  }
}

resource "a_resource" "number_26" {
  abx              = []
  abcdefghij_klmnx = []
}

resource "a_resource" "number_27" {
  abcdefghij_klmnopqrsx = "\"quoted\" \\ back"
  # é 日本 😀
  abcdefghij_klmnopqrstx = ["[REDACTED]", "{ not = a block }", "line\nnext\ttab\r"]
  abcdefghij_kx          = false
}

resource "a_resource" "number_28" {
  abcdefx {
    abcdefghij_klmnopx = {
      "a much longer text, so that the next one does not line up by chance" = "$${x} %%{y} $$${z} $ %"
      "# no remark"                                                         = "line\nnext\ttab\r"
      "\"quoted\" \\ back"                                                  = "\"quoted\" \\ back"
    }
    abcdefghij_klmnopqrsx = "a"
    abcx                  = "$${x} %%{y} $$${z} $ %"

    abcdefghij_kx {
      ax        = false
      abcx      = 76513
      abcdefghx = 96255

      abcdex {
        # { not = a block }
        abcdefx = "é 👨‍👩‍👧 🇩🇪"
      }

      abcdefx                = false
      abcdefghij_klmnopqrstx = 46998
    }
    # ${x} %{y} $${z} $ %

    abx {
      abcdefghijx = ["[REDACTED]", "/* neither */ // nor", "é 日本 😀"]

      abcdefghx {
        abcdex = "a = b"
        abcdefghij_klmnopx = {
          "\"quoted\" \\ back" = "$${x} %%{y} $$${z} $ %"
          "é 日本 😀"             = "{ not = a block }"
          "{ not = a block }"  = "[REDACTED]"
        }
        abcdefghij_kx       = ["{ not = a block }", "line\nnext\ttab\r"]
        abcdefghx           = true
        abcdefghij_klmnopqx = "$${x} %%{y} $$${z} $ %"
      }
    }
  }

  abcdefghij_klmnopqrx = 13451
  abcdefghij_klx       = ""
  abcdefghij_kx        = "a = b"
  # é 日本 😀
}

# a = b

resource "a_resource" "number_30" {
  abcdefghij_x = {
    "a"                                                                   = "[REDACTED]"
    ""                                                                    = "\"quoted\" \\ back"
    "a much longer text, so that the next one does not line up by chance" = "é 日本 😀"
    "a = b"                                                               = "{ not = a block }"
  }
  # 
}

resource "a_resource" "number_31" {
  # line next tab 
  abcdefghijx     = "\"quoted\" \\ back"
  abcdefghij_klmx = 77962
  abcdefx         = "# no remark"
}

resource "a_resource" "number_32" {
  abcdefgx = "{ not = a block }"
  abcx     = 89796

  abx {
    abcdefghij_klmnopx = {
      "é 日本 😀"            = "# no remark"
      "# no remark"       = "# no remark"
      "line\nnext\ttab\r" = "/* neither */ // nor"
    }

    abcdefghix {
      # { not = a block }
      abcdx = "é 👨‍👩‍👧 🇩🇪"
      # # no remark
      ax              = "{ not = a block }"
      abcdefghij_klmx = true
    }

    abcdefghijx {
      abcdefghij_kx = "$${x} %%{y} $$${z} $ %"
    }
  }
}

resource "a_resource" "number_33" {
  ax          = false
  abcdefghijx = 32928

  abcdefghix {
    ax = []
  }

  abcdefgx {
    abcdefx                = false
    abcdefghij_klmnopx     = "é 👨‍👩‍👧 🇩🇪"
    abcdefghij_klmnopqrstx = "\"quoted\" \\ back"
    abcdx                  = []

    abcdefghij_klmnopqx {
      abcdefghij_x = ["a much longer text, so that the next one does not line up by chance", "/* neither */ // nor", "line\nnext\ttab\r"]

      abcdefghij_klmnopqrx {
        abcdefghij_klmnopqx = ""
      }
    }
  }
}

resource "a_resource" "number_34" {
  abcdx {
    abcdefghij_klmnopqrst_x = false
    abx                     = []
    abcdefghij_klmnopqrstx  = []
  }
}

resource "a_resource" "number_35" {
  abcdefghij_klmnopqrx {
    abcdefx                = "\"quoted\" \\ back"
    abcdefghij_klmnopqrstx = ["", "[REDACTED]"]
    abcdefghix             = "/* neither */ // nor"

    abcdefghij_klmnx {
      # 
      abcdefghix       = "{ not = a block }"
      abcdefghij_klmnx = "[REDACTED]"

      abcdx {
        abcdefghij_klx = "$${x} %%{y} $$${z} $ %"
        abcdx = {
          "é 日本 😀"               = "\"quoted\" \\ back"
          "é 👨‍👩‍👧 🇩🇪"                = ""
          "/* neither */ // nor" = "a"
        }
        abcdefgx = 30597
        # é 日本 😀
      }

      abcdefghij_klmx = "é 👨‍👩‍👧 🇩🇪"

      abcdefghij_klmnopqrst_x {
        abx          = 92003
        abcdefghij_x = ["", "# no remark"]
        # é 日本 😀
      }
      # line next tab 
    }
  }

  abcdefghij_kx = "\"quoted\" \\ back"
  ax            = 33989
  # # no remark
  abcdefghij_klmnopqrsx = []
}

resource "a_resource" "number_36" {
  abcdex              = "/* neither */ // nor"
  abcdefghij_klx      = "line\nnext\ttab\r"
  abcdefghij_klmnopqx = true
}

resource "a_resource" "number_37" {
  abcdefghij_klmnopqx = false

  abcdefghij_klmnx {
    ax                   = "[REDACTED]"
    abcdefghij_x         = false
    abcdefghij_klmnopqrx = "# no remark"
    abcdx                = "$${x} %%{y} $$${z} $ %"

    abcdefghij_klmnx {
      abcdefghij_klx = 6841
      abcx           = "{ not = a block }"
    }
  }
  # a much longer text, so that the next one does not line up by chance
  abcdx = "# no remark"
}

resource "a_resource" "number_38" {
  abcdefghij_klmnopqrst_x = ["/* neither */ // nor"]
  abcdx                   = []
  ax                      = ""
  abcdefghij_klmnopqx = {
    "a much longer text, so that the next one does not line up by chance" = "\"quoted\" \\ back"
    "$${x} %%{y} $$${z} $ %"                                              = "/* neither */ // nor"
  }
  abcdefghij_klmx = false
}

resource "a_resource" "number_39" {
  abcdex = false
  # ${x} %{y} $${z} $ %
  abcdefghx = {
    "a much longer text, so that the next one does not line up by chance" = "é 日本 😀"
    "\"quoted\" \\ back"                                                  = "a much longer text, so that the next one does not line up by chance"
  }
  abcdefghijx = true
  # [REDACTED]
}

resource "a_resource" "number_40" {
  # a
}

resource "a_resource" "number_41" {
  abcdefghij_klmx {
    abcdefghij_klmnopqrx = "$${x} %%{y} $$${z} $ %"
    abcdefghij_klmnox    = ["/* neither */ // nor"]
  }

  abx {
    abcdefghij_x = "/* neither */ // nor"
    abcdefghix = {
      "/* neither */ // nor" = "\"quoted\" \\ back"
      "[REDACTED]"           = "{ not = a block }"
      "é 👨‍👩‍👧 🇩🇪"                = "é 👨‍👩‍👧 🇩🇪"
    }

    abcdefghx {
      ax                = false
      abcdefghij_klmnox = false
      abcdex = {
        "[REDACTED]"             = "[REDACTED]"
        "$${x} %%{y} $$${z} $ %" = "é 👨‍👩‍👧 🇩🇪"
        "{ not = a block }"      = "# no remark"
      }

      abx {
        # a = b
        abcdefghij_klmnopqrst_x = "é 日本 😀"
        abx                     = true
        abcdefghx               = 77283
      }
    }

    abcdefghij_klmnopqrx = "\"quoted\" \\ back"
    abcdx                = 18063
  }

  abcdefghij_x  = 15289
  abcdefghij_kx = "a much longer text, so that the next one does not line up by chance"
}

resource "a_resource" "number_42" {
  abcdefghx = 99187

  abcdefghij_klmnopqrsx {
    # /* neither */ // nor

    abcdefghij_x {
      abcdefghij_klx = "a much longer text, so that the next one does not line up by chance"
    }

    abcx = {
      "a = b"       = "a much longer text, so that the next one does not line up by chance"
      "# no remark" = "line\nnext\ttab\r"
    }
    # { not = a block }
  }

  abcdefx {
    ax = "a"

    abcx {
      ax {
        abcdefghijx     = ["é 👨‍👩‍👧 🇩🇪", "a", "$${x} %%{y} $$${z} $ %"]
        abcdefghij_klmx = "a = b"
        abcdefghix = {
          "é 👨‍👩‍👧 🇩🇪"             = "# no remark"
          "{ not = a block }" = "é 👨‍👩‍👧 🇩🇪"
          ""                  = "/* neither */ // nor"
        }
        abcdefghij_klmnopx = {
          "line\nnext\ttab\r"  = "{ not = a block }"
          "# no remark"        = "{ not = a block }"
          "\"quoted\" \\ back" = "a"
        }
        abcdefghij_klmnopqrsx  = []
        abcdefghij_klmnopqrstx = "{ not = a block }"
      }
    }

    abcdx = "/* neither */ // nor"
  }
  # é 日本 😀
  # # no remark
  # a = b
  abcdefghij_klmnopqrx = {
    "a = b" = "a = b"
    "é 👨‍👩‍👧 🇩🇪" = "é 日本 😀"
  }
}

resource "a_resource" "number_43" {
  abcdefghij_klmx {
    abcdx = "\"quoted\" \\ back"
    # 
  }

  abcdefghij_klmnopqrsx = "# no remark"

  abcdefghij_klx {
    abcdefx {
      abcdefghij_klmnopqrst_x = ["# no remark", "a much longer text, so that the next one does not line up by chance"]
      abcdx = {
        "" = "{ not = a block }"
      }

      abcdefghij_klmx {
        ax                 = false
        abcdefghij_klmnopx = 26604
        # # no remark
        # é 日本 😀
      }
    }
    # /* neither */ // nor

    abcdefghij_klmnopqrsx {
      abcdefghij_kx          = true
      abcdefghij_klmnopqrstx = "{ not = a block }"
      abcdefghix             = "line\nnext\ttab\r"
      abcdefghx              = "\"quoted\" \\ back"

      abcdefghij_klmnox {
        abcdefgx = true
        abcx     = 43499
        # /* neither */ // nor
        abcdefghij_klmnopqx = 69827
      }
    }

    abcdefghij_klmnopqx = "a"
  }

  abcdex {
    abcdefghx               = 68685
    abcdefghij_klmnopqrst_x = ["a", "$${x} %%{y} $$${z} $ %", "[REDACTED]"]
    abcdefghijx             = "é 日本 😀"
    abcdefghij_klmnopx      = "a much longer text, so that the next one does not line up by chance"
    abcdx                   = "a = b"
    # { not = a block }
  }

  abcdefghx = "[REDACTED]"
  ax        = false
}

# a much longer text, so that the next one does not line up by chance

resource "a_resource" "number_45" {
  abcdx = 90154
}

resource "a_resource" "number_46" {
  abcdefghij_klmnopx = {
    "/* neither */ // nor" = "é 👨‍👩‍👧 🇩🇪"
  }
  abcdefghij_klx          = "a"
  abcdefghij_klmnopqrst_x = false
}

resource "a_resource" "number_47" {
  abcdefghij_klmnopx {
    # é 日本 😀

    abcdefghij_kx {
      # # no remark

      abcdefghij_klmnopqx {
        abcdefgx = "$${x} %%{y} $$${z} $ %"
        abcx = {
          "/* neither */ // nor" = "a much longer text, so that the next one does not line up by chance"
          "é 👨‍👩‍👧 🇩🇪"                = "\"quoted\" \\ back"
          "# no remark"          = "line\nnext\ttab\r"
        }
        abcdefghij_klx = 62842
        abcdex         = 30656
      }

      abx                   = ["\"quoted\" \\ back", "a much longer text, so that the next one does not line up by chance", "# no remark"]
      abcdefghij_klmnopqrsx = "/* neither */ // nor"
      abcdefghij_klmx       = "[REDACTED]"
    }

    abcdx              = true
    ax                 = 42124
    abcdefghij_klmnopx = 77125
    abcdefghij_klmnox  = "a much longer text, so that the next one does not line up by chance"
  }

  abcdefghij_klmnox = {
    "{ not = a block }" = "é 👨‍👩‍👧 🇩🇪"
  }
  # ${x} %{y} $${z} $ %
}

resource "a_resource" "number_48" {
  ax {
    abcdefghij_klmx = false
    abcdefghx       = "{ not = a block }"
  }

  abcdefghij_klmnopqrx = "a = b"
  abcdefghij_kx = {
    "{ not = a block }" = "/* neither */ // nor"
    "line\nnext\ttab\r" = "a = b"
    "é 日本 😀"            = "line\nnext\ttab\r"
  }

  abx {
    abcdefghij_klmnox {
      abcx                   = []
      abcdefghij_klmnopqrstx = 3551
      abcdefghij_klmnopqx    = ["a", "a much longer text, so that the next one does not line up by chance", "# no remark"]
      abcdex                 = false
    }

    ax = {
      "a"                    = "$${x} %%{y} $$${z} $ %"
      "/* neither */ // nor" = "é 👨‍👩‍👧 🇩🇪"
    }

    abcdefghij_klmx {
      abcdefghix     = "/* neither */ // nor"
      abcdefghij_klx = true

      abcdefx {
        abcdx = 99048
      }

      abcdefghij_klmnopqrst_x = "# no remark"
      # /* neither */ // nor

      abcdefghij_klmnopqrstx {
        abcdefghijx       = "\"quoted\" \\ back"
        abcdefghij_klmnox = ["é 日本 😀", "{ not = a block }"]
        abcdefghij_klx = {
          "a" = "a = b"
        }
        abcdefghij_klmnopqrstx = "a much longer text, so that the next one does not line up by chance"
      }
    }

    abcdefghij_klmnopqrstx = {
      "[REDACTED]" = ""
    }
    abcdefghij_klmnx = false
  }

  abcdefgx {
    abcdefghij_klmnopqx = true
    # é 日本 😀
    abcdefghij_klx = true
  }
  # [REDACTED]
}

resource "a_resource" "number_49" {
  abcdefghij_klmnopqx = 20611
  abcdefghijx         = ["# no remark", "é 日本 😀"]
  abcdex              = ["$${x} %%{y} $$${z} $ %", "a much longer text, so that the next one does not line up by chance"]
}

resource "a_resource" "number_50" {
  abcdefghij_klmnopqrst_x {
    ax = "# no remark"

    abx {
      # "quoted" \ back

      abcdefghij_klmnopqrst_x {
        abcdefghij_klmnox = "{ not = a block }"
        abcdefghij_klmnopqrst_x = {
          "é 👨‍👩‍👧 🇩🇪" = "{ not = a block }"
        }
        abcdefghij_klmx = 67722
      }
    }

    abcdex = {
      "a much longer text, so that the next one does not line up by chance" = "line\nnext\ttab\r"
      ""                                                                    = "[REDACTED]"
      "$${x} %%{y} $$${z} $ %"                                              = "# no remark"
      "[REDACTED]"                                                          = "é 日本 😀"
    }
    abcdefghij_klmnx   = "a"
    abcdefghij_klmnopx = "é 日本 😀"
    abcdefghij_klmx    = "a much longer text, so that the next one does not line up by chance"
  }

  abcdefghij_klmnopqrx {
    abcdex                  = ["# no remark", "[REDACTED]", "é 日本 😀"]
    abcdefghij_klmnopqrst_x = "a = b"
    abcdefghij_x            = "a"
  }

  abcdefghij_klmx = "\"quoted\" \\ back"
  abcdex          = false
  # é 👨‍👩‍👧 🇩🇪

  abcdefghx {
    abcdefghij_klmnopqrx = "é 日本 😀"

    abcdefghijx {
      abcx           = "é 日本 😀"
      abcdefghij_klx = ["/* neither */ // nor", "/* neither */ // nor"]

      abcdefghij_klmnopqrsx {
        abx = ["\"quoted\" \\ back"]
      }

      abcdx {
        abcdefghij_klmnox = false
        # [REDACTED]
        abcdefghij_klmnopqx = {
          "é 日本 😀" = "/* neither */ // nor"
        }
        abcdefghij_klx = []
        abcdefgx       = false
      }
    }
    # # no remark
    abcdefgx = true
    # é 日本 😀
  }
}

resource "a_resource" "number_51" {
  abcdefx               = "/* neither */ // nor"
  abcdefghij_klmnopqrsx = "é 👨‍👩‍👧 🇩🇪"
  abcdefghij_klmnopqx   = 18051
  ax                    = false
  abx                   = "\"quoted\" \\ back"

  abcdx {
    abcdefghij_klmnopx = "é 日本 😀"
    abcdex             = "line\nnext\ttab\r"
    ax                 = "é 日本 😀"
  }
}

resource "a_resource" "number_52" {
  abcdefgx {
    abcdefgx {
      abcdefghij_klmx = "# no remark"
      abcdefghx       = 55867
      # [REDACTED]
    }
  }

  abcdex = "/* neither */ // nor"
  ax     = "{ not = a block }"
}

resource "a_resource" "number_53" {
  abcdefx           = "{ not = a block }"
  abcdefghijx       = "{ not = a block }"
  abcdefghij_klmnox = []

  abcdefghix {
    abcdefghij_klmnopqrstx {
      abcdefghij_kx = true
    }

    abcdefghij_klmnopqrst_x {
      # 
    }

    abcdefghx = {
      "$${x} %%{y} $$${z} $ %" = "a = b"
      "\"quoted\" \\ back"     = "é 日本 😀"
      "{ not = a block }"      = ""
    }
    abcdex = 86819
    # é 日本 😀
    abcx    = true
    abcdefx = 21884
  }

  abcdefghij_kx = "/* neither */ // nor"
}

resource "a_resource" "number_54" {
  abcdefghij_klmnopqrsx = ["a much longer text, so that the next one does not line up by chance", "line\nnext\ttab\r", "\"quoted\" \\ back"]
}

resource "a_resource" "number_55" {
  # "quoted" \ back
  abcdefghij_klmnopx = 55442
}

resource "a_resource" "number_56" {
  abcdefghij_klmnopqrstx = "/* neither */ // nor"
  abcdefx                = ""
  abcdefghix             = "{ not = a block }"
}

resource "a_resource" "number_57" {
  abcx {
    abcdefghij_klmnopqx {
      abcdefghx = "/* neither */ // nor"
      abcdx     = "a much longer text, so that the next one does not line up by chance"

      abcdefghij_klmnopx {
        abcdefghij_klmnopqrstx = 2832
        abcdefgx               = []
        abcdefghij_kx          = 63951
        abcdefghij_klmnopqrx   = false
        abcdefghij_klmnopx     = 2709
      }
    }

    abcdefghij_klmnox = false
    abcx              = "é 👨‍👩‍👧 🇩🇪"
  }

  abcdefghij_klmnopqx = "# no remark"
  abx = {
    "é 日本 😀"      = "[REDACTED]"
    "a"           = "a much longer text, so that the next one does not line up by chance"
    "# no remark" = "$${x} %%{y} $$${z} $ %"
  }
  abcdefghij_klmnopqrstx = "a"
  abcdefghx = {
    ""      = "a much longer text, so that the next one does not line up by chance"
    "a = b" = "é 日本 😀"
  }

  abcdefghij_klmnopqrst_x {
    abcdefghij_klmx = ["é 日本 😀", "é 日本 😀"]
  }
}

resource "a_resource" "number_58" {
  # a = b
  abcx                   = 99527
  abcdefghij_klmnopqrstx = ["{ not = a block }"]
}

# a much longer text, so that the next one does not line up by chance
