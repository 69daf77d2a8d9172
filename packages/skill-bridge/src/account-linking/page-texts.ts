/** The words of the linking page, per language. Data: a new language is a new entry. */
const TEXTS = {
  en: {
    title: "Link Alexa with Music Assistant",
    intro:
      "Alexa will be able to play your library and to control your queue. Open the dashboard of the bridge, choose Set-up, and type the code that it shows for linking.",
    code: "Code",
    link: "Link",
    wrong: "That is not the code. Compare it with the dashboard and try again.",
    void: "This code is no longer good. Ask the dashboard for a new one.",
    refused: "This page was opened in a way that cannot lead to a link. Start again in the Alexa app.",
  },
  de: {
    title: "Alexa mit Music Assistant verknüpfen",
    intro:
      "Alexa kann dann deine Bibliothek abspielen und deine Warteschlange steuern. Öffne die Übersicht der Bridge, wähle Set-up und gib den Code ein, den sie zum Verknüpfen zeigt.",
    code: "Code",
    link: "Verknüpfen",
    wrong: "Das ist nicht der Code. Vergleiche ihn mit der Übersicht und versuche es noch einmal.",
    void: "Dieser Code gilt nicht mehr. Lass dir in der Übersicht einen neuen zeigen.",
    refused: "So geöffnet kann diese Seite nichts verknüpfen. Beginne noch einmal in der Alexa-App.",
  },
  es: {
    title: "Vincular Alexa con Music Assistant",
    intro:
      "Alexa podrá reproducir tu biblioteca y controlar tu cola. Abre el panel del puente, elige Set-up y escribe el código que muestra para vincular.",
    code: "Código",
    link: "Vincular",
    wrong: "Ese no es el código. Compáralo con el panel e inténtalo de nuevo.",
    void: "Este código ya no vale. Pide uno nuevo en el panel.",
    refused: "Abierta así, esta página no puede vincular nada. Empieza de nuevo en la aplicación Alexa.",
  },
  fr: {
    title: "Associer Alexa à Music Assistant",
    intro:
      "Alexa pourra lire votre bibliothèque et piloter votre file d’attente. Ouvrez le tableau de bord du pont, choisissez Set-up et saisissez le code affiché pour l’association.",
    code: "Code",
    link: "Associer",
    wrong: "Ce n’est pas le code. Comparez avec le tableau de bord et réessayez.",
    void: "Ce code n’est plus valable. Demandez-en un nouveau au tableau de bord.",
    refused: "Ouverte ainsi, cette page ne peut rien associer. Recommencez dans l’application Alexa.",
  },
  it: {
    title: "Collega Alexa a Music Assistant",
    intro:
      "Alexa potrà riprodurre la tua libreria e controllare la coda. Apri il pannello del bridge, scegli Set-up e scrivi il codice che mostra per il collegamento.",
    code: "Codice",
    link: "Collega",
    wrong: "Questo non è il codice. Confrontalo con il pannello e riprova.",
    void: "Questo codice non vale più. Chiedine uno nuovo al pannello.",
    refused: "Aperta così, questa pagina non può collegare nulla. Ricomincia nell’app Alexa.",
  },
  ja: {
    title: "Alexa を Music Assistant とリンク",
    intro:
      "Alexa でライブラリを再生し、再生キューを操作できるようになります。ブリッジのダッシュボードで Set-up を開き、表示されたリンク用コードを入力してください。",
    code: "コード",
    link: "リンクする",
    wrong: "コードが違います。ダッシュボードを確認して、もう一度入力してください。",
    void: "このコードは無効になりました。ダッシュボードで新しいコードを表示してください。",
    refused: "この開き方ではリンクできません。Alexa アプリからやり直してください。",
  },
  nl: {
    title: "Alexa koppelen met Music Assistant",
    intro:
      "Alexa kan dan je bibliotheek afspelen en je wachtrij bedienen. Open het dashboard van de bridge, kies Set-up en typ de code die daar voor het koppelen staat.",
    code: "Code",
    link: "Koppelen",
    wrong: "Dat is niet de code. Vergelijk hem met het dashboard en probeer het opnieuw.",
    void: "Deze code is niet meer geldig. Vraag het dashboard om een nieuwe.",
    refused: "Zo geopend kan deze pagina niets koppelen. Begin opnieuw in de Alexa-app.",
  },
  pt: {
    title: "Vincular a Alexa ao Music Assistant",
    intro:
      "A Alexa poderá tocar a sua biblioteca e controlar a fila. Abra o painel da ponte, escolha Set-up e digite o código mostrado para a vinculação.",
    code: "Código",
    link: "Vincular",
    wrong: "Esse não é o código. Compare com o painel e tente de novo.",
    void: "Este código não vale mais. Peça um novo ao painel.",
    refused: "Aberta assim, esta página não consegue vincular nada. Recomece no aplicativo Alexa.",
  },
} as const;

/** A language in which the page can speak. */
export type PageLanguage = keyof typeof TEXTS;

/** The words of one language. */
export type PageTexts = Readonly<Record<keyof (typeof TEXTS)["en"], string>>;

/** The words of `language`. */
export function textsOf(language: PageLanguage): PageTexts {
  return TEXTS[language];
}

/** The first of the wished locales (such as `de-DE`) whose language the page speaks; English otherwise. */
export function pageLanguage(wished: readonly (string | undefined)[]): PageLanguage {
  const languages = wished.map((locale) => locale?.trim().slice(0, 2).toLowerCase());
  return languages.find(isPageLanguage) ?? "en";
}

function isPageLanguage(language: string | undefined): language is PageLanguage {
  return language !== undefined && Object.hasOwn(TEXTS, language);
}
