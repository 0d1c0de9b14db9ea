import type { Gender } from './voices.ts';

/**
 * The names of Azure's male voices, "Language and voice support for the Speech service" (learn.microsoft.com, read
 * 2026-11-29); beside them all that begin with Yun. No name there is both a man's and a woman's.
 */
const MALE =
  'willem ameha hamdan ali ismael shakir bassel taim fahed rami omar jamal abdullah moaz hamed laith hedi saleh priyom babek borislav pradeep bashkar goran enric antonin aled jeppe jonas jan conrad florian bernd christoph kasper killian klaus ralf nestoras william darren duncan ken neil tim liam ryan ollie alfie elliot ethan noah oliver thomas sam connor arjun prabhat aarav kunal rehaan chilemba abeo mitchell james wayne elimu andrew alloy echo onyx brian guy davis jason kai tony christopher brandon eric jacob roger steffan adam ash derek dustin lewis samuel luke tomas marcelo lorenzo gonzalo juan manuel emilio luis alvaro tristan arnau dario elias nil saul teo javier andres carlos jorge cecilio gerardo liberto luciano pelayo yago federico roberto alex victor mario rodrigo alonso mateo sebastian kert ander farid harri angelo gerard jean antoine thierry fabrice henri remy lucien alain claude jerome maurice yves colm roi niranjan avri madhur srecko tamas hayk ardi gunnar diego alessio giuseppe marcello benigno calimero cataldo gianni lisandro rinaldo taqqiq keita daichi naoki masaru dimas giorgi daulet piseth gagan injoon hyunsu bongjin gookmin chanthavong leonas nils aleksandar midhun bataa manohar osman joseph thiha finn sagar maarten arnaud sukant ojas marek gulnawaz antonio macerio donato fabio humberto julio nicolau valerio duarte emil dmitry sameera lukas rok muuse ilir nicholas jajang mattias rafiki daudi valluvar kumar surya anbu mohan niwat ahmet ostap salman asad sardor namminh wanlung themba';

/** The gender of one of Azure's voices. @param name its given name, in lower case */
export function getAzureGender(name: string): Gender {
  return name.startsWith('yun') || MALE.split(' ').includes(name) ? 'male' : 'female';
}
